# SPDX-License-Identifier: MIT
"""Prints as PDF: a record and a language in, bytes out; ReportLab exists only here.

Text is broken and placed by this package (``breaking``, ``strips``, ``flow``) and drawn by one
module (``paint``): nothing that a person typed is ever read as markup, cut or left out.
"""
