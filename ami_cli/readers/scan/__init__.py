"""Scanned and photographed pages: images, and the pages of a PDF that are images."""

from __future__ import annotations

from ami_cli.readers.scan.reader import ScanPage, read, read_page_image

__all__ = ["ScanPage", "read", "read_page_image"]
