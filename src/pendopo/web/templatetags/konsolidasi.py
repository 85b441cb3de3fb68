from django import template
from django.utils.safestring import SafeString

from pendopo.insights.figures import Figures
from pendopo.web.konsolidasi.lines import thin_bar

register = template.Library()


@register.simple_tag
def share_bar(figures: Figures) -> SafeString:
    """All standings of a place as one bar."""
    return thin_bar(figures)
