//! Everything in which the two databases differ, as tokens that a statement may hold:
//!
//! | token | means |
//! | --- | --- |
//! | `{in COLUMN $n}` | the id in COLUMN is one of the list bound to `$n` |
//! | `{in_text COLUMN $n}` | the text in COLUMN is one of the list bound to `$n` |
//! | `{visible $n}` | the row `c` of `content` may be read by the person `$n` (null: a visitor) |
//! | `{shown $n}` | the row `c` of `content` is not kept from the person `$n` by what was decided about an instance |
//! | `{skip_locked}` | leave rows that another node is working on (end of a SELECT) |
//! | `{id COLUMN}` | the id in COLUMN as text, for JSON |
//! | `{json_rows EXPR}` | all rows as one JSON array of EXPR |
//! | `{words EXPR}` | all rows as one text with blanks between, empty without any |
//! | `{json_object …}` | a JSON object of name and value pairs |

/// Which database a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite 3.41 or newer (`unhex`).
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

/// The one text of the rule in `domain::access` for reading: a property test holds them together.
const VISIBLE: &str = "((c.author_id = $V AND c.state IN ('published', 'draft')) \
    OR (c.state = 'published' AND $SHOWN AND (c.visibility IN ('public', 'unlisted') \
    OR (c.visibility IN ('members', 'local') AND EXISTS (SELECT 1 FROM membership vm \
    WHERE vm.group_id = c.group_id AND vm.actor_id = $V AND vm.standing IN ('member', 'facilitator'))) \
    OR (c.visibility = 'local' AND c.group_id IS NULL AND $V IS NOT NULL))) \
    OR (c.state IN ('published', 'draft') AND (c.root_id IS NULL OR c.position IS NOT NULL) AND EXISTS (SELECT 1 FROM coauthor vw \
    WHERE vw.content_id = COALESCE(c.root_id, c.id) AND vw.actor_id = $V AND vw.ended_at IS NULL)))";

/// The part of it that depends on what administrators decided about instances.
const SHOWN: &str = "(c.policy = 'open' OR (c.policy = 'limited' AND (EXISTS (SELECT 1 FROM membership sm \
    WHERE sm.group_id = c.group_id AND sm.actor_id = $V AND sm.standing IN ('member', 'facilitator')) \
    OR EXISTS (SELECT 1 FROM follow sf WHERE sf.follower_id = $V AND sf.target_id = c.author_id \
    AND sf.state = 'accepted'))))";

/// The SQL that is true for rows `c` of `content` that the person bound to `param` may read.
pub fn visible(param: &str) -> String {
    VISIBLE.replace("$SHOWN", SHOWN).replace("$V", param)
}

/// The text for one database. Unknown tokens are left as they are, so that preparing fails.
pub fn render(sql: &str, dialect: Dialect) -> String {
    let text = expand(sql, dialect);
    match dialect {
        Dialect::Sqlite => numbered(&text),
        Dialect::Postgres => text,
    }
}

/// `$1` is a name to SQLite, which numbers names in the order in which they come; `?1` is a number.
fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        let number = rest[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        out.push_str(&rest[..at]);
        out.push(if number { '?' } else { '$' });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

fn expand(sql: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some(start) = rest.find('{') {
        let Some(len) = closing(&rest[start..]) else { break };
        out.push_str(&rest[..start]);
        let inner = &rest[start + 1..start + len];
        match token(inner, dialect) {
            Some(text) => out.push_str(&text),
            None => {
                out.push('{');
                out.push_str(&expand(inner, dialect));
                out.push('}');
            }
        }
        rest = &rest[start + len + 1..];
    }
    out.push_str(rest);
    out
}

/// The index of the brace that closes the one at the start of `s`.
fn closing(s: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, b) in s.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

fn token(inner: &str, dialect: Dialect) -> Option<String> {
    let (word, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let rest = rest.trim();
    let sqlite = dialect == Dialect::Sqlite;
    Some(match word {
        "in" | "in_text" => {
            let (column, param) = rest.rsplit_once(' ')?;
            match (sqlite, word) {
                (true, "in") => {
                    format!("{column} IN (SELECT unhex(value) FROM json_each({param}))")
                }
                (true, _) => format!("{column} IN (SELECT value FROM json_each({param}))"),
                (false, _) => format!("{column} = ANY({param})"),
            }
        }
        "visible" => visible(rest),
        "shown" => SHOWN.replace("$V", rest),
        "skip_locked" => (if sqlite { "" } else { "FOR UPDATE SKIP LOCKED" }).to_owned(),
        "id" if sqlite => format!("lower(hex({rest}))"),
        "id" => format!("{rest}::text"),
        "json_rows" => {
            let expr = expand(rest, dialect);
            if sqlite {
                format!("json_group_array(json({expr}))")
            } else {
                format!("CAST(coalesce(json_agg({expr}), '[]') AS text)")
            }
        }
        "words" if sqlite => format!("coalesce(group_concat({rest}, ' '), '')"),
        "words" => format!("coalesce(string_agg({rest}, ' '), '')"),
        "json_object" => {
            let pairs = expand(rest, dialect);
            let function = if sqlite { "json_object" } else { "json_build_object" };
            format!("{function}({pairs})")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_become_the_words_of_each_database() {
        let sql = "SELECT {json_rows {json_object 'id', {id a.id}, 'n', a.n}} WHERE {in a.id $1}";
        assert_eq!(
            render(sql, Dialect::Sqlite),
            "SELECT json_group_array(json(json_object('id', lower(hex(a.id)), 'n', a.n))) \
             WHERE a.id IN (SELECT unhex(value) FROM json_each(?1))"
        );
        assert_eq!(
            render(sql, Dialect::Postgres),
            "SELECT CAST(coalesce(json_agg(json_build_object('id', a.id::text, 'n', a.n)), '[]') AS text) \
             WHERE a.id = ANY($1)"
        );
    }

    #[test]
    fn json_defaults_in_a_statement_stay() {
        assert_eq!(render("VALUES ('{}')", Dialect::Sqlite), "VALUES ('{}')");
        assert_eq!(render("SELECT '{x'", Dialect::Postgres), "SELECT '{x'");
    }
}
