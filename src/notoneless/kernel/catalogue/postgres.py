"""What is told of the PostgreSQL database."""

WORDS: dict[str, tuple[str, str]] = {
    "postgres.migrated": ("表结构已是最新", "The tables are up to date"),
    "postgres.settled": (
        "数据库的行级权限和应用角色“{role}”的权限已设好",
        "Row-level policies and the rights of the application's role “{role}” are set",
    ),
    "postgres.sound": (
        "PostgreSQL：排序规则、应用角色和行级权限都对",
        "PostgreSQL: collation, the application's role and row-level policies are as they should be",
    ),
    "postgres.no_owner": (
        "没有 DATABASE_OWNER_URL：请写明数据库所有者的连接地址",
        "There is no DATABASE_OWNER_URL: name the connection of the database's owner",
    ),
    "postgres.no_role": (
        "数据库里没有角色“{role}”，请管理员先建立",
        "The database has no role “{role}”; its administrator must create it first",
    ),
    "postgres.unbound": (
        "应用使用的角色“{role}”是表的所有者或超级用户，行级权限管不住它；请另建一个应用角色",
        "The application's role “{role}” owns the tables or is a superuser, so no policy binds it; give it a role of its own",
    ),
    "postgres.collation": (
        "数据库列 {column} 的排序规则是 {collation}，应为 C：按范围查找和排序会出错",
        "The collation of column {column} is {collation}, but should be C: searching by range and sorting go wrong",
    ),
    "postgres.may_create": (
        "应用角色“{role}”可以在数据库里建表，请运行 notoneless database settle",
        "The application's role “{role}” may create tables; run notoneless database settle",
    ),
    "postgres.unguarded": (
        "表 {table} 没有行级权限，请运行 notoneless database settle",
        "Table {table} has no row-level policies; run notoneless database settle",
    ),
}
