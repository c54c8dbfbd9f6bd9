"""Tests of how inputs arrive and parcels leave."""
