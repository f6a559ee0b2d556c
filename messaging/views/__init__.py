"""The messaging pages: each view loads, binds a form, calls one service and answers."""
