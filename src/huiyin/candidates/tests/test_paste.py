import pytest

from huiyin.candidates.paste import Found, read_paste

CHAT = """许知夏 2026/11/24 09:12
您好，我想应聘贵司的供应链产品经理岗位
我叫许知夏，现居杭州，5年仓配经验
电话 138-0000-2046，邮箱 Xu.Zhixia@Mail.example
"""
MAIL = """From: "Chen Wei" <chen.wei@example.com>
Subject: Application

Dear team,
My name is Chen Wei and I am applying for the Warehouse Planner position.
I live in Shanghai. You can reach me at +65 9123 4567.
Kind Regards
"""
BOSS = "何景行 | 28k | 销售经理 | 3年 | 手机：１３９１２３４５６７８ | 期望城市：苏州"
CARD = (
    "姓名：欧阳若兰\n身份证号：11010519491231002x\n手机:+86 139 0000 1111\n求职意向：门店店员\n所在城市：成都"
)


def values(pasted):
    return {
        name: found.value
        for name in ("name", "phone", "email", "id_number", "city", "job")
        if (found := getattr(pasted, name))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CHAT,
            {
                "name": "许知夏",
                "phone": "13800002046",
                "email": "xu.zhixia@mail.example",
                "city": "杭州",
                "job": "供应链产品经理",
            },
        ),
        (
            MAIL,
            {
                "name": "Chen Wei",
                "phone": "+6591234567",
                "email": "chen.wei@example.com",
                "city": "上海",
                "job": "Warehouse Planner",
            },
        ),
        (BOSS, {"name": "何景行", "phone": "13912345678", "city": "苏州"}),
        (
            CARD,
            {
                "name": "欧阳若兰",
                "phone": "13900001111",
                "id_number": "11010519491231002X",
                "city": "成都",
                "job": "门店店员",
            },
        ),
        ("林若溪 13800002046", {"name": "林若溪", "phone": "13800002046"}),
        ("lin@example.com", {"email": "lin@example.com"}),
        ("明天下午方便吗？", {}),
        ("", {}),
    ],
)
def test_what_the_text_says_is_read(text, expected):
    assert values(read_paste(text)) == expected


def test_an_open_job_that_is_named_is_recognised_for_sure():
    pasted = read_paste(BOSS, job_titles=["销售", "销售经理"])

    assert pasted.job == Found(
        "销售经理", "sure", BOSS.replace("：", ":").replace("１３９１２３４５６７８", "13912345678")
    )


def test_a_label_is_sure_and_a_first_line_only_likely():
    assert read_paste(CARD).name.confidence == "sure"
    assert read_paste(BOSS).name.confidence == "likely"
    assert read_paste("简历见附件\n许知夏").name == Found("许知夏", "guess", "许知夏")


def test_two_phones_are_said_and_the_first_is_only_likely():
    pasted = read_paste("林若溪 13800002046 或 13900001111")

    assert (pasted.phone.value, pasted.phone.confidence) == ("13800002046", "likely")
    assert pasted.doubts == ("two_phones",)


def test_a_phone_said_twice_is_sure():
    pasted = read_paste("13800002046\n电话：138 0000 2046")

    assert (pasted.phone.confidence, pasted.doubts) == ("sure", ())


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("身份证 110105194912310021", ("id_number_wrong",)),
        ("手机 138****2046", ("masked",)),
        ("a@example.com b@example.com", ("two_emails",)),
    ],
)
def test_what_is_doubtful_is_said_and_not_mended(text, doubts):
    pasted = read_paste(text)

    assert pasted.doubts == doubts
    assert pasted.id_number is None
    assert pasted.phone is None


def test_digits_of_mails_and_id_numbers_are_no_phones():
    assert read_paste("13800002046@qq.com 11010519491231002X").phone is None


@pytest.mark.parametrize(
    "line", ["应届毕业生", "您好", "高中学历", "安徽大学", "Kind Regards", "时间方便吗", "计算机科学"]
)
def test_ordinary_lines_are_no_names(line):
    assert read_paste(line).name is None


def test_a_long_text_is_read_in_a_moment():
    read_paste("林若溪 1380000204 a@b " * 5000)
