"""Subjects that callers write, by service. Invented; some need Windows-1252 beyond Latin-1."""

VPN = (
    "VPN drops every few minutes",
    "VPN client asks for password twice",
    "No VPN connection from hotel Wi-Fi",
    "Token not accepted at logon",
    "VPN very slow in the morning",
    "New phone: VPN token must be moved",
    "VPN error 809",
    "No network drives over VPN",
    "VPN certificate has expired",
)
EMAIL = (
    "Mailbox is full",
    "Shared calendar not visible",
    "Mail stuck in outbox",
    "Meeting invitation sent twice",
    "Cannot open attachment",
    "Out-of-office reply does not stop",
    "Access to team mailbox needed",
    "Spam mail with invoice attached",
    "Calendar shows wrong time zone",
)
BILLING = (
    "Rechnung mit 0,00 € erzeugt",
    "Beitrag für Zweitwagen falsch",
    "Rechnungslauf hängt",
    "Lastschrift doppelt gebucht",
    "Mahnung trotz Zahlung \u2013 bitte prüfen",
    "Adresse auf Rechnung ungültig",
    "Premium run stopped at 60 %",
    "Invoice PDF is empty",
    "Rabatt \u201eTreue\u201c fehlt",
)
CLAIMS = (
    "Claim cannot be saved",
    "Upload of photos fails",
    "Schadenmeldung ohne Bestätigung",
    "Portal shows blank page",
    "Customer cannot log on to portal",
    "Gutachten lässt sich nicht öffnen",
    "Wrong claim number in letter",
    "Search finds no claims",
    "Status of claim not updated",
)
WORKPLACE = (
    "Laptop does not start",
    "Second screen stays black",
    "Docking station not recognised",
    "Notebook für neue Kollegin",
    "Keyboard: key stuck",
    "Disk is nearly full",
    "Headset has no sound",
    "Windows update fails",
    "Replace battery of laptop",
)
HR = (
    "Leave request not sent to manager",
    "Gehaltsabrechnung nicht sichtbar",
    "New employee missing in HR system",
    "Cannot change bank details",
    "Überstunden falsch übertragen",
)
POINT_OF_SALE = (
    "Till frozen at store",
    "Card terminal offline",
    "Receipt printer prints blank",
    "Price label does not match till",
    "Cash drawer does not open",
    "Barcode scanner not reading",
    "Till cannot log on",
    "Gift cards rejected",
    "Daily closing fails",
)
WEB_SHOP = (
    "Checkout shows error 500",
    "Product images missing",
    "Basket empties itself",
    "Voucher code not accepted",
    "Search returns nothing",
    "Customer cannot reset password",
    "Page takes 20 s to load",
    "Wrong tax in basket",
)
ORDER_API = (
    "Orders stuck in queue",
    "API answers 429 to partner",
    "Duplicate order received",
    "Stock feed is late",
    "Partner key has expired",
    "Order API timeout",
    "Webhook not delivered",
)
DATA_WAREHOUSE = (
    "Nightly load failed",
    "Sales report shows no data",
    "Figures differ from till",
    "Access to cube needed",
    "Report takes too long",
    "Load is late again",
    "Wrong currency in report",
)
PRODUCTION = (
    "生産計画が表示されない",
    "在庫数が合わない",
    "ロット番号を登録できない",
    "画面が固まる",
    "作業指示書が出力されない",
    "Production order cannot be released",
    "実績入力でエラー",
    "バーコードを読み取れない",
    "夜間処理が終わらない",
    "Master data: new part number",
)
PRINTING = (
    "印刷できない",
    "プリンタがオフライン",
    "トナー交換のお願い",
    "紙詰まりが続く",
    "両面印刷にならない",
    "Label printer prints blank labels",
    "スキャンがメールで届かない",
)
EMAIL_JA = (
    "メールが受信できない",
    "添付ファイルが開けない",
    "会議室の予約が二重になる",
    "メールボックスの容量不足",
    "配布リストの変更依頼",
    "Calendar shows wrong time zone",
    "迷惑メールの報告",
)
VPN_JA = (
    "VPNに接続できない",
    "VPNが頻繁に切れる",
    "トークンの再発行依頼",
    "出張先から接続できない",
    "VPN very slow in the morning",
    "パスワードの有効期限切れ",
)

TAILS = ("again", "since this morning", "since update", "for two users", "on 2nd floor", "urgent")
TAILS_JA = ("至急", "今朝から", "再発", "二名", "更新後")
