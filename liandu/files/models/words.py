"""Why the gate refused a file, for the person who chose it: which file, why, what to do."""

from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.filegate import Active, Fault, Refused

REASONS: Final[dict[Fault, Any]] = {
    Fault.EMPTY: gettext_lazy("it is empty. Check the original and choose it again"),
    Fault.TOO_LARGE: gettext_lazy("it is larger than %(limit)s. Make it smaller or split it"),
    Fault.NAME_EMPTY: gettext_lazy("it has no name. Give it one and choose it again"),
    Fault.NAME_LONG: gettext_lazy("its name has more than %(limit)s letters. Shorten it"),
    Fault.NAME_HIDDEN: gettext_lazy("its name holds letters that cannot be seen. Rename it"),
    Fault.NAME_PATH: gettext_lazy("its name holds a slash. Rename it"),
    Fault.UNKNOWN: gettext_lazy(
        "this kind of file is not taken. Send PDF, OFD, pictures, Office documents, text or zip"
    ),
    Fault.PROGRAM: gettext_lazy("it is a program. Programs are not taken"),
    Fault.MARKUP: gettext_lazy("it is a web page or a drawing that can run. Save it as PDF"),
    Fault.MISMATCH: gettext_lazy(
        "its name ends in .%(extension)s but its content is %(kind)s. Save it anew or rename it"
    ),
    Fault.BROKEN: gettext_lazy("it is damaged and cannot be read. Save it anew"),
    Fault.PIXELS: gettext_lazy("the picture has too many pixels. Make it smaller"),
    Fault.PAGES: gettext_lazy("it has more than %(limit)s pages. Split it"),
    Fault.MEMBERS: gettext_lazy("it holds too many files. Split it"),
    Fault.INFLATES: gettext_lazy("it unpacks to far more than it seems. Pack less of it"),
    Fault.OVERLAP: gettext_lazy("its parts overlap, as no honest zip's do. Pack it anew"),
    Fault.DUPLICATE: gettext_lazy("it holds two files of one name. Pack it anew"),
    Fault.PATHS: gettext_lazy("it holds paths that lead elsewhere. Pack it anew"),
    Fault.ENCRYPTED: gettext_lazy("it has a password. Remove the password first"),
    Fault.NESTED: gettext_lazy("it holds an archive or a program. Take that out"),
    Fault.MACRO: gettext_lazy("it holds macros. Save it without macros"),
    Fault.EMBEDDED: gettext_lazy("it holds embedded objects. Remove them, or save it as PDF"),
    Fault.EXTERNAL: gettext_lazy("it loads content from elsewhere. Remove those references"),
    Fault.ENTITY: gettext_lazy("it defines entities. Save it anew in an office program"),
    Fault.MALWARE: gettext_lazy(
        "the virus scanner found %(name)s in it. Have this machine looked at, and send a clean one"
    ),
    Fault.UNSCANNED: gettext_lazy(
        "the virus scanner does not answer, and nothing is taken unseen. Try again in a while, or"
        " tell the administrator"
    ),
}
ACTS: Final[dict[Active, Any]] = {
    Active.SCRIPT: gettext_lazy("it holds a script that runs when it is opened"),
    Active.LAUNCH: gettext_lazy("it starts a program or opens another file"),
    Active.SUBMIT: gettext_lazy("it sends or fetches what is typed into it"),
    Active.EMBEDDED: gettext_lazy("other files are embedded in it"),
    Active.FORM: gettext_lazy("it is a dynamic form that draws itself when opened"),
    Active.UNREAD: gettext_lazy("parts of it could not be looked through"),
}
LONGEST_SHOWN: Final = 60


def refusal(name: str, answer: Refused) -> str:
    """Return the sentence that says which file was refused, why, and what to do."""
    params = dict(answer.params)
    if answer.fault is Fault.TOO_LARGE:
        params["limit"] = filesizeformat(params["limit"]).replace("\xa0", " ")
    visible = "".join(letter for letter in name if letter.isprintable())
    return _("“%(name)s” was not taken: %(why)s.") % {
        "name": visible[:LONGEST_SHOWN],
        "why": str(REASONS[answer.fault]) % params,
    }
