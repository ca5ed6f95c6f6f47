"""What is told of keys and sealed text."""

WORDS: dict[str, tuple[str, str]] = {
    "sealing.altered": (
        "{place} 中有一处加密内容被改动或挪了位置，不予打开；请立即告知审计管理员",
        "A sealed value in {place} was altered or moved and is not opened; tell the audit administrator at once",
    ),
    "sealing.no_public_key": (
        "这不是公钥：公钥是 44 个字符，请从对方的页面原样复制",
        "This is no public key: a key has 44 characters, copy it as it stands on the page of the other county",
    ),
    "sealing.no_key": (
        "加密内容所用的密钥不在密钥环中，无法打开；请把当时的密钥文件找回来",
        "The key of a sealed value is not on the key ring, so it cannot be opened; bring back the key file of its time",
    ),
    "sealing.no_ring": (
        "密钥文件不完整或不是密钥文件，系统拒绝在没有密钥时工作",
        "The key file is incomplete or no key file; nothing is served without keys",
    ),
    "sealing.key_store_down": (
        "读不到密钥文件，系统拒绝在没有密钥时工作；请系统管理员检查密钥文件",
        "The key file cannot be read; nothing is served without keys. Ask the system administrator to check the key file",
    ),
    "sealing.unknown_suite": (
        "没有“{suite}”这套算法；有的是：{suites}",
        "There is no suite “{suite}”; there are: {suites}",
    ),
}
