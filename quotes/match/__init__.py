"""Hold a claimed wording against printed ones: pure, without index, database or clock.

**The ladder of tolerance.** Two wordings have the same words when they are the same after these steps. Each step
that was needed is named in ``Comparison.steps``. The first ones cannot hide a change of meaning:

=============  =====================================================================================
unicode        one character or two for the same letter and accent
markup         tags and entities in the claim: <b>non</b>, &nbsp;
spaces         any kind of space or line break, or a soft hyphen
apostrophes    ’ and '
ligatures      œ and oe, ﬁ and fi
numerals       3 000, 3000 and, in French, 3.500 and 3500, 10,5 and 10.5: the value is the same
hyphens        porte-parole, porte parole; but never peut-être for peut être
=============  =====================================================================================

These can, so that what they may hide is flagged:

=============  =====================================================================================
marks          a comma or a stop can part words otherwise; a question mark that came or went is flagged
case           État, état
accents        tue, tué; a, à: flagged where a small letter has another accent
=============  =====================================================================================

Up to here a wording is *verbatim* (no step but ``unicode``) or *typographic*. The last ones make it *edited*:

=============  =====================================================================================
interruption   the quote is printed in several passages, with the reporter's words between them
reporter       the reporter's words inside the marks are left out: « Non, a-t-il dit, jamais »
brackets       [words] in the claim or in the source stand for others, or for none
omission       […] in the claim or in the source says that words were left out
=============  =====================================================================================

(An interruption alone leaves a wording verbatim: all the words between the marks are there, in their order.) What
is still different then is *shortened* (words left out) or *altered* (words changed or added), word by word.
"""

from quotes.match.compare import compare
from quotes.match.names import fits
from quotes.match.tokens import Worded, claim_of, tokens_of

__all__ = ["MATCHER", "Worded", "claim_of", "compare", "fits", "tokens_of"]

MATCHER = "1"  # raise it with every change that can give a wording another verdict
