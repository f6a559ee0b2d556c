"""The addresses that ClickSend calls, and the page of what could not be read."""
