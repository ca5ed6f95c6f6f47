"""What is told of keeping an installation."""

WORDS: dict[str, tuple[str, str]] = {
    "keeping.no_certificate": (
        "证书写不进 {folder}，请检查这个目录的权限",
        "No certificate can be written in {folder}: look at its rights",
    ),
    "keeping.tls_and_insecure": (
        "NOTONELESS_INSECURE_HTTP=1 表示不用 https，和 --tls-self-signed 只能用一个",
        "NOTONELESS_INSECURE_HTTP=1 says no https: use it or --tls-self-signed, not both",
    ),
    "keeping.lan_address": ("手机第一次打开：{address}", "On a phone, the first time: {address}"),
    "keeping.lan_authority": ("给手机安装的证书：{file}", "The certificate for phones: {file}"),
    "keeping.lan_fingerprint": ("安装前核对指纹：{fingerprint}", "Before installing compare: {fingerprint}"),
    "keeping.certificate": ("局域网证书到 {day}", "The certificate of the LAN is good until {day}"),
    "keeping.no_home": (
        "没有数据目录 {home}；请先运行 notoneless init，或用 NOTONELESS_HOME 指明",
        "There is no data folder {home}; run notoneless init first, or name it by NOTONELESS_HOME",
    ),
    "keeping.home_unusable": ("数据目录 {home} 建不了或读不了", "The data folder {home} cannot be made or read"),
    "keeping.home_open": (
        "数据目录 {home} 别人也能读，不能使用；请改为仅本人可读（chmod 700）",
        "Others can read the data folder {home}; let its owner alone read it (chmod 700)",
    ),
    "keeping.unapplied": (
        "数据库是旧版本的，还有 {count} 项升级没有做；请先备份，再运行 notoneless doctor --upgrade",
        "The database is of an older version, upgrades that wait: {count}; make a backup, then run notoneless doctor --upgrade",
    ),
    "keeping.founded": ("已建好“{county}”，数据在 {home}", "“{county}” is founded; its data are in {home}"),
    "keeping.keys_apart": (
        "密钥在 {keys}，任何备份都不含它：请现在就另存两份，分放两处。没有密钥，谁也打不开加密内容",
        "The keys are in {keys} and in no backup: keep two copies in two places now. Without them nobody opens what is sealed",
    ),
    "keeping.no_default_account": (
        "没有默认账号和默认密码。三名管理员各用自己的一次性链接进入，24 小时内有效，只显示这一次，三员须是三个人：",
        "There is no default account and no default password. Each of the three administrators enters by a link of their own, once, within 24 hours; it is shown only now, and they must be three people:",
    ),
    "keeping.new_links": (
        "一次性链接，24 小时内有效，只显示这一次，请交给本人：",
        "One-time links, good for 24 hours and shown only now; hand each to the person it is for:",
    ),
    "keeping.keys_first": (
        "恢复要用备份当时的密钥：请先把另存的密钥文件放到 {keys}，再运行 notoneless restore；不要运行 init，它会另造一套密钥",
        "A backup opens with the keys of its time: first put the key file you kept at {keys}, then run notoneless restore; do not run init, which makes other keys",
    ),
    "keeping.link": ("{role}：{link}", "{role}: {link}"),
    "keeping.backup_made": (
        "已备份到 {file}：表 {tables}，行 {rows}，附件 {attachments}；密钥不在其中",
        "Backed up to {file}: tables {tables}, rows {rows}, attachments {attachments}; the keys are not in it",
    ),
    "keeping.backup_in_the_way": ("{file} 已经存在，没有覆盖", "{file} is there already and was not replaced"),
    "keeping.backup_unwritable": ("备份写不到 {file}", "The backup cannot be written to {file}"),
    "keeping.database_broken": (
        "数据库没有通过完整性检查，不予继续：{what}",
        "The database fails its integrity check, nothing was done: {what}",
    ),
    "keeping.attachments_missing": (
        "数据库提到的附件文件有缺：{count}",
        "Attached files that the database names and the disk does not have: {count}",
    ),
    "keeping.no_pg_tools": (
        "PostgreSQL 的备份和恢复要用 {tool}，这台机器上没有；请安装 postgresql-client",
        "Backup and restore of PostgreSQL need {tool}, which is not here; install postgresql-client",
    ),
    "keeping.pg_failed": ("{tool} 没有完成（代码 {code}）", "{tool} did not finish (code {code})"),
    "keeping.other_kind": (
        "这是 {found} 的备份，本系统现在用的是 {wanted}；请设好 DATABASE_URL 再恢复",
        "This is a backup of {found}, but this installation uses {wanted}; set DATABASE_URL and restore again",
    ),
    "keeping.database_not_empty": (
        "数据库里已有表，没有改动；请新建一个空数据库再恢复",
        "The database has tables already and was not changed; make an empty one and restore into that",
    ),
    "keeping.no_backup": ("{file} 不是本系统的备份，或已损坏", "{file} is no backup of this program, or is damaged"),
    "keeping.other_ring": (
        "这份备份要用另一套密钥打开：请放好当时的密钥文件再恢复",
        "This backup needs other keys: put the key file of its time in place, then restore",
    ),
    "keeping.manifest_forged": (
        "备份的清单被改动过，不予恢复",
        "The manifest of the backup was altered; it is not restored",
    ),
    "keeping.member_differs": (
        "备份中的 {name} 与清单不符，不予恢复",
        "{name} in the backup does not fit the manifest; it is not restored",
    ),
    "keeping.counts_differ": (
        "备份中 {table} 的行数与清单不符，不予恢复",
        "Rows of {table} in the backup do not fit the manifest; it is not restored",
    ),
    "keeping.chain_differs": (
        "备份中的审计链验证不通过，不予恢复：{why}",
        "The audit chain in the backup does not verify; it is not restored: {why}",
    ),
    "keeping.newer_program": (
        "这份备份出自更新版本的程序，请先升级程序",
        "This backup comes from a newer version of the program; upgrade the program first",
    ),
    "keeping.home_not_empty": (
        "数据目录 {home} 里已有数据；确要恢复请加 --replace，现有数据会移到一旁，不会删除",
        "The data folder {home} holds data; to restore all the same add --replace: they are moved aside, not deleted",
    ),
    "keeping.still_running": (
        "系统正在运行，请先停止再恢复",
        "The program is running; stop it first, then restore",
    ),
    "keeping.restored": (
        "已恢复：表 {tables}，行 {rows}，附件 {attachments}；审计链验证通过，共 {entries} 条",
        "Restored: tables {tables}, rows {rows}, attachments {attachments}; the audit chain verifies, entries {entries}",
    ),
    "keeping.moved_aside": ("原有数据移到了 {folder}", "The former data are in {folder}"),
    "keeping.chain_holds": (
        "审计链验证通过：已成链 {chained} 条，待成链 {waiting} 条，内容 {payloads} 份",
        "The audit chain verifies: entries chained {chained}, waiting {waiting}, payloads {payloads}",
    ),
    "keeping.chain_broken": ("审计链验证不通过，问题 {count} 处", "The audit chain does not verify, breaks: {count}"),
    "keeping.root": (
        "{day} 日根：第 {number} 条，{link}",
        "Daily root of {day}: entry {number}, {link}",
    ),
    "keeping.no_root": ("还没有日根：审计记录尚未成链", "There is no daily root yet: no entry has been chained"),
    "keeping.root_needs_both": ("--root 与 --number 要一起给", "--root and --number go together"),
    "keeping.root_unreadable": ("--root 应是 64 位十六进制", "--root must be 64 hexadecimal digits"),
    "keeping.rotated": (
        "已添加第 {number} 号密钥，新内容从此用它加密；请另存密钥文件，再运行 notoneless keys renew",
        "Key {number} is added and seals from now on; keep a copy of the key file, then run notoneless keys renew",
    ),
    "keeping.renewed": (
        "{table}：看过 {looked} 行，重新加密 {renewed} 行",
        "{table}: rows looked at {looked}, sealed again {renewed}",
    ),
    "keeping.files_renewed": ("附件：重新加密 {renewed} 个", "Attachments sealed again: {renewed}"),
    "keeping.upgraded": ("已做升级 {count} 项", "Upgrades made: {count}"),
    "keeping.good": ("好　{what}", "good  {what}"),
    "keeping.bad": ("差　{what}", "BAD   {what}"),
    "keeping.sqlite": (
        "SQLite {version}，日志方式应为 {wanted}，实为 {found}",
        "SQLite {version}, journal mode should be {wanted} and is {found}",
    ),
    "keeping.pragma": ("{name} 应为 {wanted}，实为 {found}", "{name} should be {wanted} and is {found}"),
    "keeping.integrity": ("数据库完整性：{found}", "Integrity of the database: {found}"),
    "keeping.postgresql": ("PostgreSQL {version}", "PostgreSQL {version}"),
    "keeping.keys_mode": ("密钥文件仅本人可读写（{mode}）", "The key file is its owner's alone ({mode})"),
    "keeping.home_mode": ("数据目录仅本人可进（{mode}）", "The data folder is its owner's alone ({mode})"),
    "keeping.keys_shared": (
        "密钥文件别人也能读（{mode}）：请运行 chmod 600 {path}",
        "Others can read the key file ({mode}): run chmod 600 {path}",
    ),
    "keeping.home_shared": (
        "数据目录别人也能进（{mode}）：请运行 chmod 700 {path}",
        "Others can enter the data folder ({mode}): run chmod 700 {path}",
    ),
    "keeping.keys_outside": (
        "密钥文件不在附件和数据库之列，备份不含它",
        "The key file lies neither with attachments nor with the database; no backup holds it",
    ),
    "keeping.disk": ("磁盘还剩 {free} MB，至少要 {least} MB", "Free disk: {free} MB, of which {least} MB are needed"),
    "keeping.migrations": ("未做的升级 {count} 项", "Upgrades that wait: {count}"),
    "keeping.worker_alive": ("后台任务在运行", "The worker is alive"),
    "keeping.worker_dead": ("后台任务没有在运行（notoneless serve）", "The worker is not running (notoneless serve)"),
    "keeping.dead_letters": ("投递失败的事项 {count} 件", "Dead letters: {count}"),
    "keeping.https": ("会话只走 HTTPS：{found}", "Sessions by HTTPS only: {found}"),
    "keeping.clock": ("时钟可信：不早于最近一条审计记录", "The clock is sound: not before the last audit entry"),
    "keeping.clock_wrong": (
        "时钟不可信：早于最近一条审计记录，或年份不对",
        "The clock is wrong: before the last audit entry, or in no likely year",
    ),
    "keeping.yes": ("是", "yes"),
    "keeping.no": ("否", "no"),
}
