"""Names of Canadian departments by the codes that open.canada.ca gives them.

The tables name departments by code only. The names are their applied titles in both languages,
as in the Government of Canada's list of organisations (Federal Identity Program).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisetrack.exchange.imported import Record

AUTHORITY = "ca-government"

_NAMES = {
    "dfatd-maecd": ("Global Affairs Canada", "Affaires mondiales Canada"),
    "ec": (
        "Environment and Climate Change Canada",
        "Environnement et Changement climatique Canada",
    ),
    "esdc-edsc": (
        "Employment and Social Development Canada",
        "Emploi et Développement social Canada",
    ),
    "hc-sc": ("Health Canada", "Santé Canada"),
    "ic": (
        "Innovation, Science and Economic Development Canada",
        "Innovation, Sciences et Développement économique Canada",
    ),
    "idrc-crdi": (
        "International Development Research Centre",
        "Centre de recherches pour le développement international",
    ),
    "isc-sac": ("Indigenous Services Canada", "Services aux Autochtones Canada"),
    "jus": ("Department of Justice Canada", "Ministère de la Justice Canada"),
    "lac-bac": ("Library and Archives Canada", "Bibliothèque et Archives Canada"),
    "nrcan-rncan": ("Natural Resources Canada", "Ressources naturelles Canada"),
    "pch": ("Canadian Heritage", "Patrimoine canadien"),
    "pco-bcp": ("Privy Council Office", "Bureau du Conseil privé"),
    "ps-sp": ("Public Safety Canada", "Sécurité publique Canada"),
    "pwgsc-tpsgc": (
        "Public Services and Procurement Canada",
        "Services publics et Approvisionnement Canada",
    ),
    "rcmp-grc": ("Royal Canadian Mounted Police", "Gendarmerie royale du Canada"),
    "statcan": ("Statistics Canada", "Statistique Canada"),
    "tbs-sct": (
        "Treasury Board of Canada Secretariat",
        "Secrétariat du Conseil du Trésor du Canada",
    ),
    "vac-acc": ("Veterans Affairs Canada", "Anciens Combattants Canada"),
    "wage": ("Women and Gender Equality Canada", "Femmes et Égalité des genres Canada"),
}


def organisations(ids: Iterable[str]) -> list[Record]:
    """Return the departments by id, the government first; an unknown code is its own name."""
    government = {"en": "Government of Canada", "fr": "Gouvernement du Canada"}
    found: list[Record] = [{"id": AUTHORITY, "name": government, "kind": "government"}]
    for one in sorted(ids):
        code = one.removeprefix("ca-")
        en, fr = _NAMES.get(code, (code, code))
        found.append(
            {
                "id": one,
                "name": {"en": en, "fr": fr} if en != fr else en,
                "kind": "government",
                "identifiers": [{"scheme": "open.canada.ca", "id": code}],
            }
        )
    return found
