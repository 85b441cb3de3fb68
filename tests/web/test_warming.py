from pendopo.web.warming import read_templates


def test_every_template_can_be_compiled() -> None:
    assert read_templates() > 100
