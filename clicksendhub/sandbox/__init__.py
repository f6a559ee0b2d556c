"""A stand-in for ClickSend on a local port: same paths, same words, no money.

It imports nothing of the product, not even the client: a second, independent
reading of the API. `server.start` runs it in a program, `__main__` as a process.
"""
