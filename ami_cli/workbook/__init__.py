"""The jury workbook: one layout, written for people who read and mark on paper or on screen."""
