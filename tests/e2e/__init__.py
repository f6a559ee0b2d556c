"""The running product, driven in a browser as its people drive it."""
