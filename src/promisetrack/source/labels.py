"""What somebody meant by a word: the labels that pages show, in both languages, and near misses.

People write `En cours` or `terminé` where the file wants `in-progress` or `complete`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from promisetrack.model.schemes import status_scheme, status_schemes
from promisetrack.model.vocabulary import VOCABULARIES, label
from promisetrack.words.catalogue import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

STATUS = "status"
"""The name, here, of the words for statuses; they belong to schemes, not to a vocabulary."""

_NEAR = 72
_LONGEST = 100
_SHORT = 2

_STATUSES = {
    "unknown": "no information, sans information, inconnu, unclear, ?",
    "not-started": "not begun, to do, todo, planned, pending, en attente, en attente de lancement, "
    "a venir, non commence, pas commence, non demarre, a faire, prevu",
    "in-progress": "ongoing, started, under way, underway, active, en cours, en cours de "
    "realisation, "
    "commence, demarre, lance",
    "limited": "in progress limited, limited progress, en cours avancement limite, avancement "
    "limite, limite",
    "substantial": "in progress substantial, substantial progress, en cours avancement "
    "substantiel, "
    "avancement substantiel, substantiel",
    "complete": "completed, done, finished, fulfilled, kept, delivered, termine, terminee, "
    "realise, "
    "realisee, realisation achevee, acheve, achevee, fait, tenu, tenue",
    "partial": "closed in part, partially complete, partially completed, realisation partielle, "
    "partiel, partielle, partiellement realise",
    "on-hold": "paused, suspended, en suspens, suspendu, suspendue, en pause, reporte",
    "withdrawn": "abandoned, cancelled, canceled, dropped, abandon, abandonne, abandonnee, "
    "retire, annule",
    "superseded": "replaced, remplace, remplacee, remplacement par un autre engagement",
    "declined": "rejected, refused, sans suite, refuse, refusee, rejete",
}
_FIELDS = {
    "title": "titre, intitule, name, nom",
    "summary": "resume, abstract",
    "description": "texte, text, content, contenu",
    "problem": "probleme",
    "expected_result": "resultat attendu, expected results, outcome",
    "lead": "responsable, porteur, pilote, owner, organisme responsable",
    "partners": "partenaires, organismes associes, partner",
    "start": "debut, date de debut, start date, begin",
    "due": "echeance, deadline, date limite, due date, end, fin, date de fin",
    "status": "statut, etat, state, etat d avancement",
    "progress": "avancement, taux d avancement, percent",
    "milestones": "etapes, jalons, steps, milestone, deliverables, livrables",
    "indicators": "indicateurs, indicator",
    "evidence": "preuve, preuves, pieces, justificatifs, proof",
    "updates": "comptes rendus, compte rendu, update, nouvelles",
    "themes": "theme, thematiques, thematique",
    "places": "lieux, lieu, place",
    "languages": "langues, langue, language",
    "publisher": "editeur",
    "completed": "date de realisation, completed on, done",
    "number": "numero, no",
    "kind": "type, nature",
    "url": "lien, link, adresse, href",
    "published": "date de publication, publie",
    "name": "nom, title, titre",
    "by": "par, author, auteur",
    "text": "texte, description, contenu, content",
    "date": "le, day, jour",
}


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Return a text in lower case, without accents, its words joined by single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one if one.isalnum() else " " for one in apart if not unicodedata.combining(one))
    return " ".join(bare.split())


def meant_value(written: str, allowed: Iterable[str], vocabulary: str = "") -> str | None:
    """Return the allowed value that somebody meant: by its label, or nearly spelt; else None.

    `vocabulary` is the name of the vocabulary; `status` for statuses.
    """
    if len(written) > _LONGEST:
        return None
    known = tuple(allowed)
    wanted = plain(written)
    by_label = _labels(vocabulary).get(wanted)
    if by_label in known or (by_label and vocabulary == STATUS):
        return by_label  # a status may be one of another scheme, which its plan names
    return _near(wanted, known)


def meant_field(written: str, allowed: Iterable[str]) -> str | None:
    """Return the field that somebody meant: by its name in another language, or nearly spelt."""
    if len(written) > _LONGEST:
        return None
    known = tuple(allowed)
    wanted = plain(written)
    for name in known:
        if wanted in _names(name):
            return name
    return _near(wanted, known)


def _near(wanted: str, known: tuple[str, ...]) -> str | None:
    found = process.extractOne(
        wanted, known, processor=plain, scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    if found and wanted:
        return found[0]
    # in a short word two letters that changed places weigh too much: “deu” is “due”
    near = process.extractOne(wanted, known, scorer=OSA.distance, score_cutoff=1)
    return near[0] if near and len(wanted) > _SHORT else None


@cache
def _names(field: str) -> frozenset[str]:
    return frozenset(name.strip() for name in _FIELDS.get(field, "").split(",") if name.strip())


def _status_labels() -> dict[str, str]:
    """Every label of a status: of the common scheme, what people say instead, other schemes."""
    common = status_scheme()
    others = [one for one in status_schemes().values() if one.id != common.id]
    found = {plain(one): status.id for status in common.statuses for one in _texts(status.label)}
    for status_id, names in _STATUSES.items():
        for name in names.split(","):
            found.setdefault(plain(name), status_id)
    for scheme in others:
        for status in scheme.statuses:
            for one in _texts(status.label):
                found.setdefault(plain(one), status.id)
    return found


def _texts(label: object) -> tuple[str, ...]:
    """Return the words of a label in all its languages."""
    if isinstance(label, Mapping):
        return tuple(one for one in label.values() if isinstance(one, str))
    return (label,) if isinstance(label, str) else ()


@cache
def _labels(vocabulary: str) -> dict[str, str]:
    if vocabulary == STATUS:
        return _status_labels()
    found: dict[str, str] = {}
    for language in ("en", "fr"):
        words = Words(language, ("schema",))
        for value in VOCABULARIES.get(vocabulary, ()):
            found.setdefault(plain(words.text(label(vocabulary, value))), value)
    return found
