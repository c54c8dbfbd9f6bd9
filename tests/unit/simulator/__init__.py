"""The stand-in for the servers of Telegram, asked through real HTTP."""
