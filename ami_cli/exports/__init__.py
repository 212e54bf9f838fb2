"""What leaves the program besides the workbook: the record, tables, a report, letters."""
