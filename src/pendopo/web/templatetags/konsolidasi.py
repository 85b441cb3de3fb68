from django import template
from django.utils.safestring import SafeString

from pendopo.insights.figures import Figures
from pendopo.web.charts import bar
from pendopo.web.konsolidasi.drawing import standing_bar

register = template.Library()


@register.simple_tag
def share_bar(figures: Figures) -> SafeString:
    """All standings of a place as one bar."""
    return bar(standing_bar(figures), figures.psm)
