"""Telegram, through python-telegram-bot as a typed client; nothing else knows of it."""
