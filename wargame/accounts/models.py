"""A facilitator is a plain `django.contrib.auth` user. Players have no account. Here are the ways to sign in."""

from django.conf import settings
from django.db import models


class SignInLink(models.Model):
    """A link that signs its user in once. Only the digest of its token is kept."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_links")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link for {self.user}"


class FailedSignIn(models.Model):
    """A wrong password. The fingerprint stands for account and network address; neither is stored."""

    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["fingerprint", "at"]),)

    def __str__(self) -> str:
        return f"failed sign-in at {self.at:%Y-%m-%d %H:%M:%S}"
