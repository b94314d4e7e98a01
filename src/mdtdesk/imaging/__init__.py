# SPDX-License-Identifier: MIT
"""Pictures: pages of our own PDFs today, DICOM and photographs later."""
