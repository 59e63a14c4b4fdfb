"""What an environment needs: ``.venv``, torchvision beside a CPU torch, a browser."""
