"""How the booths of a desk are called."""

from bot.model.ids import NO_DESK, DeskId, booth, whole

BUNKYO = DeskId("bunkyo")


def test_the_first_booth_bears_the_desks_own_name_and_the_others_a_number() -> None:
    assert [booth(BUNKYO, number) for number in (1, 2, 10)] == ["bunkyo", "bunkyo#2", "bunkyo#10"]


def test_a_booth_tells_whose_it_is() -> None:
    assert {whole(booth(BUNKYO, number)) for number in (1, 2, 10)} == {BUNKYO}
    assert whole(NO_DESK) == NO_DESK
