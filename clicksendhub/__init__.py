"""ClickSend Hub: the ground that the product apps stand on."""
