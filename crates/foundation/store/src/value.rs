//! Values bound to the parameters of a statement, the same for both databases.

use domain::{
    AccountId, ActorId, ContentId, Lang, Policy, Time, Visibility,
    access::{JoinPolicy, Role, Standing, State},
    id::{LedgerId, MessageId, RowId},
};
use sqlx::{Arguments, error::BoxDynError, postgres::PgArguments};
use uuid::Uuid;

/// One bound value. Nulls keep their type, which PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An integer or null.
    Int(Option<i64>),
    /// A text or null. U+0000, which PostgreSQL refuses, is taken out when it is bound.
    Text(Option<String>),
    /// A constant text.
    Static(&'static str),
    /// A truth value or null.
    Bool(Option<bool>),
    /// An id or null.
    Uuid(Option<Uuid>),
    /// Bytes or null.
    Bytes(Option<Vec<u8>>),
    /// A number with a fraction, or null.
    Float(Option<f64>),
    /// Ids for `{in column $n}`.
    Uuids(Vec<Uuid>),
    /// Texts for `{in_text column $n}`.
    Texts(Vec<String>),
}

fn clean(s: String) -> String {
    if s.contains('\0') { s.replace('\0', "") } else { s }
}

impl Value {
    pub(crate) fn add_postgres(self, args: &mut PgArguments) -> Result<(), BoxDynError> {
        match self {
            Self::Int(v) => args.add(v),
            Self::Text(v) => args.add(v.map(clean)),
            Self::Static(v) => args.add(v),
            Self::Bool(v) => args.add(v),
            Self::Uuid(v) => args.add(v),
            Self::Bytes(v) => args.add(v),
            Self::Float(v) => args.add(v),
            Self::Uuids(v) => args.add(v),
            Self::Texts(v) => args.add(v.into_iter().map(clean).collect::<Vec<_>>()),
        }
    }
}

macro_rules! from {
    ($($t:ty => |$v:ident| $e:expr;)+) => {$(
        impl From<$t> for Value {
            fn from($v: $t) -> Self {
                $e
            }
        }
    )+};
}

from! {
    i64 => |v| Self::Int(Some(v));
    Option<i64> => |v| Self::Int(v);
    i32 => |v| Self::Int(Some(v.into()));
    u32 => |v| Self::Int(Some(v.into()));
    Time => |v| Self::Int(Some(v.0));
    Option<Time> => |v| Self::Int(v.map(|t| t.0));
    String => |v| Self::Text(Some(v));
    &String => |v| Self::Text(Some(v.clone()));
    Option<String> => |v| Self::Text(v);
    &Option<String> => |v| Self::Text(v.clone());
    &str => |v| Self::Text(Some(v.to_owned()));
    Option<&str> => |v| Self::Text(v.map(str::to_owned));
    Lang => |v| Self::Text(Some(v.as_str().to_owned()));
    &Lang => |v| Self::Text(Some(v.as_str().to_owned()));
    Option<Lang> => |v| Self::Text(v.map(|l| l.as_str().to_owned()));
    Option<&Lang> => |v| Self::Text(v.map(|l| l.as_str().to_owned()));
    bool => |v| Self::Bool(Some(v));
    Option<bool> => |v| Self::Bool(v);
    f64 => |v| Self::Float(Some(v));
    Option<f64> => |v| Self::Float(v);
    Vec<u8> => |v| Self::Bytes(Some(v));
    &[u8] => |v| Self::Bytes(Some(v.to_vec()));
    [u8; 32] => |v| Self::Bytes(Some(v.to_vec()));
    &[u8; 32] => |v| Self::Bytes(Some(v.to_vec()));
    Option<Vec<u8>> => |v| Self::Bytes(v);
    Uuid => |v| Self::Uuid(Some(v));
    Option<Uuid> => |v| Self::Uuid(v);
    Vec<String> => |v| Self::Texts(v);
    &[String] => |v| Self::Texts(v.to_vec());
    &Vec<String> => |v| Self::Texts(v.clone());
    &[&str] => |v| Self::Texts(v.iter().map(|s| (*s).to_owned()).collect());
    Vec<&str> => |v| Self::Texts(v.iter().map(|s| (*s).to_owned()).collect());
    Role => |v| Self::Static(v.as_str());
    Standing => |v| Self::Static(v.as_str());
    State => |v| Self::Static(v.as_str());
    JoinPolicy => |v| Self::Static(v.as_str());
    Visibility => |v| Self::Static(v.as_str());
    Policy => |v| Self::Static(v.as_str());
}

macro_rules! from_ids {
    ($($id:ty),+) => {$(
        from! {
            $id => |v| Self::Uuid(Some(v.0));
            Option<$id> => |v| Self::Uuid(v.map(|id| id.0));
            Vec<$id> => |v| Self::Uuids(v.iter().map(|id| id.0).collect());
            &Vec<$id> => |v| Self::Uuids(v.iter().map(|id| id.0).collect());
            &[$id] => |v| Self::Uuids(v.iter().map(|id| id.0).collect());
        }
    )+};
}

from_ids!(ActorId, AccountId, ContentId, LedgerId, MessageId, RowId);

/// The values of a statement, in the order of its parameters.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::Value::from($value)),*]
    };
}
