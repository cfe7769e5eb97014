"""Checking the machine by hand: sheets for coders, their agreement, and corrected contrasts."""

from framing.coding.correction import corrected_contrasts as corrected_contrasts
from framing.coding.plan import coding_key as coding_key
from framing.coding.plan import coding_sheet as coding_sheet
from framing.coding.sheets import Agreement as Agreement
from framing.coding.sheets import agreement as agreement
