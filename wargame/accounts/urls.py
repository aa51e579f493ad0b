from django.urls import path

from wargame.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("enter/<str:token>/", views.enter, name="enter"),
    path("account/", views.account, name="account"),
    path("other-device/", views.other_device, name="other_device"),
]
