"""The web server: uvicorn, with limits that it has not, run by `python -m wargame.serving`."""
