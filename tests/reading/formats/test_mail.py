"""Mails and saved pages: the article with what the mail states of it, and what is attached."""

import base64
import io
import quopri
import time
from contextlib import suppress
from email.message import EmailMessage

import pytest

from summarizer.errors import InputError
from summarizer.reading.formats.allowance import Allowance
from summarizer.reading.formats.mail import members

SENTENCE = "全县新建水库5座，总投资3.2亿元。"
SENT = "Thu, 21 Mar 2024 16:30:00 +0800"


def read(data):
    return list(members(io.BytesIO(data), Allowance(len(data), 20_000_000)))


def text(data):
    [member] = read(data)
    return member.data.decode()


def mail(content_type, body, **fields):
    head = {"Subject": "x", "Content-Type": content_type} | {
        name.replace("_", "-"): value for name, value in fields.items()
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return lines.encode("utf-8") + b"\r\n" + (body if isinstance(body, bytes) else body.encode())


def encoded_word(raw, charset="gb2312"):
    return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="


@pytest.fixture
def message():
    made = EmailMessage()
    made["Subject"] = "关于印发方案的通知"
    made["From"] = "县水利局 <slj@example.gov.cn>"
    made["To"] = "desk@example.org"
    made["Date"] = SENT
    made.set_content(SENTENCE)
    made.add_alternative(f"<p>{SENTENCE}</p>", subtype="html")
    return made


def test_the_article_is_the_html_and_attachments_follow(message):
    """With subject, day and sender; pictures are told by kind."""
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="附件1.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="图.png")
    article, attached, picture = read(message.as_bytes())
    assert (article.name, article.is_page, article.data.decode().strip()) == ("", True, f"<p>{SENTENCE}</p>")
    assert article.columns == {
        "title": "关于印发方案的通知",
        "date": "2024-03-21T16:30:00+08:00",
        "source": "县水利局",
    }
    assert (attached.name, attached.data) == ("附件1.pdf", b"%PDF-1.7")
    assert attached.columns == {"mail": "关于印发方案的通知", "sent": "2024-03-21T16:30:00+08:00"}
    assert (picture.name, picture.left_out) == ("图.png", ".png")


def test_plain_text_is_read_where_the_html_has_no_words():
    """A part in HTML that is a frame alone says nothing."""
    parts = f"--b\nContent-Type: text/plain\n\n{SENTENCE}\n--b\nContent-Type: text/html\n\n<p> </p>\n--b--\n"
    assert text(mail("multipart/alternative; boundary=b", parts)).strip() == SENTENCE


def test_texts_around_an_attachment_are_one_article():
    """Apple's program writes them so."""
    parts = "--b\n\n新建5座\n--b\nContent-Type: image/png\n\nx\n--b\nContent-Type: text/html\n\n<p>投资3亿元</p>\n--b--"
    article, picture = read(mail("multipart/mixed; boundary=b", parts))
    assert article.data.decode().split("\n")[:2] == ["<p>新建5座</p>", ""]
    assert "投资3亿元" in article.data.decode()
    assert picture.left_out == ".png"


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "gb18030", "big5", "utf-8", "hz"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_charsets_and_transfer_encodings(codec, encoding):
    """Whatever program sent it."""
    sentence = SENTENCE if codec != "big5" else "全縣新建水庫5座，總投資3.2億元。"
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding]
    body = encode(sentence.encode(codec))
    charset = "hz-gb-2312" if codec == "hz" else codec
    found = text(mail(f'text/plain; charset="{charset}"', body, Content_Transfer_Encoding=encoding.upper()))
    assert found == sentence


@pytest.mark.parametrize("declared", ["utf-8", "us-ascii", "x-unknown", "big5"])
def test_a_wrong_charset_is_not_believed(declared):
    """The bytes decide."""
    assert text(mail(f"text/plain; charset={declared}", SENTENCE.encode("gbk"))) == SENTENCE


def test_a_charset_of_elsewhere_is_believed():
    """Bytes that are no Chinese."""
    assert text(mail("text/plain; charset=windows-1252", b"The county\x92s budget")) == "The county’s budget"


def test_characters_that_are_split_between_encoded_words_are_put_together():
    """As programs of Chinese split them; a subject may be in bytes of its own, too."""
    raw = "关于加强防汛工作的通知".encode("gbk")
    split = f"{encoded_word(raw[:9])}\r\n {encoded_word(raw[9:])}"
    [member] = read(mail("text/plain", "x", Subject=split, From=f"{encoded_word('县水利局'.encode('gbk'))} <a@b.cn>"))
    assert (member.columns["title"], member.columns["source"]) == ("关于加强防汛工作的通知", "县水利局")
    [member] = read(b"Subject: " + raw + b"\n\nx")
    assert member.columns["title"] == "关于加强防汛工作的通知"


def test_flowed_lines_are_joined():
    """Quotes by their marks; the signature stays apart."""
    body = "新建水库 \r\n5座。\r\n> 引文 \r\n> 3条\r\n-- \r\n签名"
    flowed = mail("text/plain; charset=utf-8; format=flowed; delsp=yes", body)
    assert text(flowed) == "新建水库5座。\n> 引文3条\n-- \n签名"
    assert text(mail("text/plain; charset=utf-8", body)) == body


def test_a_mail_in_a_mail_is_a_member(message):
    """Under its subject, with its bytes as they were."""
    inner = message.as_bytes()
    outer = b"--b\n\nsee\n--b\nContent-Type: message/rfc822\n\n" + inner + b"\n--b--"
    article, attached = read(mail("multipart/mixed; boundary=b", outer))
    assert article.data.strip() == b"see"
    assert attached.name == "关于印发方案的通知.eml"
    assert [member.name for member in read(attached.data)] == [""]


@pytest.mark.parametrize(
    "body",
    [
        f"--other\nContent-Type: text/plain\n\n{SENTENCE}\n--other--",
        f"--b\nContent-Type: text/plain\n\n{SENTENCE}",
        f"preamble\n--b  \r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n--b--\r\nepilogue",
        SENTENCE,
    ],
)
def test_broken_boundaries(body):
    """Another one than declared, no end, blanks after it, none at all."""
    assert text(mail("multipart/mixed; boundary=b", body)).strip() == SENTENCE


def test_names_of_attachments_are_no_paths():
    """And one without a name has its number."""
    part = '--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="{}"\n\nx\n'
    body = part.format("../../a.pdf") + part.format("C:\\\\b\\\\c.pdf") + part.format("..") + "--b--"
    assert [member.name for member in read(mail("multipart/mixed; boundary=b", body))] == ["a.pdf", "c.pdf", "3"]


def test_a_name_in_bytes_that_nobody_encoded_is_read():
    """As old programs write it."""
    part = '--b\nContent-Type: application/pdf; name="附件.pdf"\nContent-Disposition: attachment\n\nx\n--b--'
    assert [member.name for member in read(mail("multipart/mixed; boundary=b", part.encode("gbk")))] == ["附件.pdf"]


def test_a_sealed_mail_says_so():
    """Nothing in it can be read."""
    with pytest.raises(InputError, match="encrypted or sealed"):
        read(mail("application/pkcs7-mime; smime-type=enveloped-data", "x"))


def saved(page, head, location):
    body = quopri.encodestring(page).decode()
    return mail(
        'multipart/related; type="text/html"; boundary="----=_Part"',
        f"\r\n------=_Part\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n{location}\r\n"
        f"\r\n{body}\r\n------=_Part\r\nContent-Type: text/html\r\nContent-Location: http://ads.example.com/\r\n\r\n"
        "<p>frame 99</p>\r\n------=_Part\r\nContent-Type: image/png\r\nContent-Location: http://a/b.png\r\n\r\nx\r\n"
        "------=_Part--\r\n",
        Date=SENT,
        **head,
    )


@pytest.mark.parametrize(
    ("encoding", "head", "location"),
    [
        (
            "utf-8",
            {"From": "<Saved by Blink>", "Snapshot_Content_Location": "https://www.example.gov.cn/a.html"},
            "Content-ID: <frame-1@mhtml.blink>",
        ),
        (
            "gb18030",
            {"From": "<由 Windows Internet Explorer 8 保存>"},
            "Content-Location: https://www.example.gov.cn/\r\n a.html",
        ),
        ("gb18030", {}, "Content-Location: https://www.example.gov.cn/a.html"),
    ],
)
def test_a_saved_page_is_its_root(encoding, head, location):
    """Chrome's and Internet Explorer's; frames, pictures and the day on which it was saved are not the page's."""
    page = f'<html><meta charset="{encoding}"><p>{SENTENCE}</p></html>'
    [member] = read(saved(page.encode(encoding), head, location))
    assert member.data.decode().strip() == page
    assert member.columns == {"url": "https://www.example.gov.cn/a.html", "fetched": "2024-03-21T16:30:00+08:00"}


def test_the_start_of_a_saved_page_may_come_later():
    """Its id says which part is the root."""
    parts = (
        "--b\nContent-Type: text/html\n\n<p>frame</p>\n"
        f"--b\nContent-Type: text/html\nContent-ID: <root>\n\n<p>{SENTENCE}</p>\n--b--"
    )
    related = mail('multipart/related; boundary=b; start="<root>"', parts, Snapshot_Content_Location="https://a.cn/")
    assert text(related).strip() == f"<p>{SENTENCE}</p>"


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: multipart/mixed; boundary=b0\n\n"
        + b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(400))
        + b"x\n" * 200_000,
        mail("multipart/mixed; boundary=b", b"--b\n\n" * 500_000),
        b"Subject: " + b"=?utf-8?b?5q2j?= " * 90_000 + b"\nFrom: " + b"(a" * 300_000 + b"\n\nx",
        mail("multipart/mixed; " + 'a=";' * 90_000, b"--x\n" * 90_000),
        mail("multipart/mixed", b"--" + b" " * 300_000 + b"\n--a" * 90_000),
    ],
    ids=["deep", "many", "fields", "parameters", "boundaries"],
)
def test_hostile_mails_end_soon(data):
    """With a document or with one line."""
    start = time.process_time()
    with suppress(InputError):
        assert len(read(data)) == 1
    assert time.process_time() - start < 5
