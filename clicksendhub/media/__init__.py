"""Files: brought once, made into what each channel takes, hosted at ClickSend."""
