"""Every diagnostic code, once, with the text that ``explain CODE`` prints.

Families: C1xx files, syntax and schema; C2xx conversion; W2xx dropped or adapted; W3xx availability; W4xx security
and cost; N1xx-N3xx notes. One module of this package per family; a code is a constant there, never a spelled string.
"""
