"""The web server: uvicorn with additional limits, run by `python -m wargame.serving`."""
