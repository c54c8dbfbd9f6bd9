"""Staff see a message and answer it before the program knows that it arrived.

So it is after a kill between send and record, and when Telegram's answer is lost on the way.
"""

from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts


async def test_a_reply_to_words_whose_arrival_was_never_recorded_goes_out(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    topic = await ward.open_case(visitor, nickname="みどり")
    ward.simulator.fail("sendMessage", "executed_but_lost", text="こんばんは")
    visitor.write("こんばんは")
    unrecorded = await ward.relayed(topic, "こんばんは")

    staff.write("ゆっくりで大丈夫です", topic=topic, reply_to=unrecorded)

    assert "相談員（" in (await ward.shown(visitor, "ゆっくりで大丈夫です")).text


async def test_an_attachment_in_reply_to_unrecorded_words_goes_out(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    topic = await ward.open_case(visitor)
    ward.simulator.fail("copyMessage", "executed_but_lost")
    visitor.send("photo", caption="うちの庭です")
    unrecorded = await ward.relayed(topic, "うちの庭です")

    thread, reply_to = topic.thread_id, unrecorded.id
    staff.act("send", kind="photo", thread=thread, caption="きれいですね", reply_to=reply_to)

    await ward.shown(visitor, "きれいですね")


async def test_a_reply_to_a_card_whose_arrival_was_never_recorded_goes_out(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    ward.simulator.fail("sendMessage", "executed_but_lost", text="No. 1 ｜")
    topic = await ward.open_case(visitor, nickname="みどり")
    unrecorded = card_in(topic)

    staff.write("はじめまして", topic=topic, reply_to=unrecorded)

    await ward.shown(visitor, "はじめまして")


async def test_a_reply_to_a_notice_of_the_program_stays_a_note(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    topic = await ward.open_case(visitor, nickname="みどり")
    staff.write("/help", topic=topic)
    await ward.until(lambda: said_in(topic, "/close"))

    staff.write("これは内輪の話", topic=topic, reply_to=said_in(topic, "/close"))
    await ward.quiet()

    assert not any("内輪" in text for text in texts(visitor.inbox))


async def test_a_reply_to_staff_who_write_like_the_program_stays_a_note(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    topic = await ward.open_case(visitor, nickname="みどり")
    visitor.write("こんばんは")
    await ward.relayed(topic, "こんばんは")
    quoted = staff.write("みどり 1\nこんばんは", topic=topic)

    staff.write("これは内輪の話", topic=topic, reply_to=quoted)
    await ward.quiet()

    assert not any("内輪" in text for text in texts(visitor.inbox))
