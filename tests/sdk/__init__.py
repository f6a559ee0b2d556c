"""The official SDKs against the sandbox; `bin/sdks` runs these."""
