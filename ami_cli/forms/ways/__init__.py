"""The ways people answer: beside the label, below it, in a sentence, a cross in a table, on an appended page…"""
