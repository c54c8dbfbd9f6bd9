"""Tests of the durable loop."""
