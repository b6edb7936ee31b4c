//! Passwords: how good they must be, and the slow hash that is kept of them.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc,
};
use domain::{Error, FieldErrors, Result, World, text};
use tokio::sync::Semaphore;
use zxcvbn::feedback::{Suggestion, Warning};

use crate::texts::check_length;

/// The longest password that is accepted, in characters.
pub const MAX_LENGTH: usize = 256;

/// The OWASP Password Storage Cheat Sheet's first choice for Argon2id: 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash with the same parameters that no password has.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and verifies passwords with Argon2id (RFC 9106) beside the event loop, a few at a time.
/// Cheap to clone; one for the whole program.
#[derive(Clone)]
pub struct Passwords {
    world: World,
    slots: Arc<Semaphore>,
}

/// A password that was hashed; the PHC string that is kept.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// For the column `password_hash`.
    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// One that was kept.
    #[cfg(feature = "test-support")]
    pub(crate) fn kept(phc: String) -> Self {
        Self(phc)
    }
}

impl Passwords {
    /// With as many hashes at once as the machine has processors.
    pub fn new(world: &World) -> Self {
        let slots = std::thread::available_parallelism().map_or(2, usize::from);
        Self { world: world.clone(), slots: Arc::new(Semaphore::new(slots)) }
    }

    /// Hashes a password that was checked. Takes some tens of milliseconds: never inside a unit.
    pub async fn hash(&self, password: &str) -> Result<PasswordHash> {
        let mut salt = [0; 16];
        self.world.fill(&mut salt);
        let password = password.to_owned();
        self.work(move || {
            let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| e.to_string())?;
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let hash: phc::PasswordHash = argon2
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|e| e.to_string())?;
            Ok(PasswordHash(hash.to_string()))
        })
        .await
    }

    /// Whether this password has this hash. Without a hash the same work is done for nothing, so
    /// that the time does not tell whether there is an account.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool> {
        if password.chars().count() > MAX_LENGTH {
            return Ok(false);
        }
        let password = password.to_owned();
        self.work(move || {
            let known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODY);
            let hash = phc::PasswordHash::new(hash).map_err(|e| e.to_string())?;
            let right = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            Ok(right && known)
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, String> + Send + 'static,
    ) -> Result<T> {
        let slot = self.slots.clone().acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when nobody waits for it any more.
            let _slot = slot;
            work()
        });
        done.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

/// Adds an error with a hint to `field` when a password is missing, too long or too easy to guess
/// (zxcvbn below 3). `known` holds what is easy to guess here: name, handle, e-mail, instance.
pub fn check(field: &'static str, password: &str, known: &[&str], errors: &mut FieldErrors) {
    if password.is_empty() {
        return errors.add(field, "error-required");
    }
    if text::len(password) > MAX_LENGTH {
        return check_length(field, password, MAX_LENGTH, errors);
    }
    let words: Vec<&str> = known
        .iter()
        .flat_map(|k| k.split(|c: char| !c.is_alphanumeric()).chain([*k]))
        .filter(|k| k.chars().count() > 2)
        .collect();
    let estimate = zxcvbn::zxcvbn(password, &words);
    if u8::from(estimate.score()) >= 3 {
        return;
    }
    let feedback = estimate.feedback();
    let key = feedback
        .and_then(|f| f.warning().map(warning))
        .or_else(|| feedback.and_then(|f| f.suggestions().first().copied()).map(suggestion))
        .unwrap_or("error-password-weak");
    errors.add(field, key);
}

fn warning(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => "error-password-keyboard",
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "error-password-repeats",
        Warning::SequencesLikeAbcAreEasyToGuess => "error-password-sequence",
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => {
            "error-password-date"
        }
        Warning::AWordByItselfIsEasyToGuess => "error-password-word",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => "error-password-name",
        _ => "error-password-common",
    }
}

fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::AvoidRepeatedWordsAndCharacters => "error-password-repeats",
        Suggestion::AvoidSequences => "error-password-sequence",
        Suggestion::AvoidRecentYears
        | Suggestion::AvoidYearsThatAreAssociatedWithYou
        | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "error-password-date",
        _ => "error-password-weak",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(password: &str) -> Option<&'static str> {
        let mut errors = FieldErrors::default();
        check("password", password, &["Elena Markova", "elena@example.org"], &mut errors);
        errors.of("password").map(|e| e.key)
    }

    #[test]
    fn weak_passwords_get_a_hint() {
        assert_eq!(key(""), Some("error-required"));
        assert_eq!(key(&"x".repeat(257)), Some("error-too-long"));
        assert_eq!(key("password"), Some("error-password-common"));
        assert_eq!(key("aaaaaaaaaaa"), Some("error-password-repeats"));
        assert!(key("elenamarkova").is_some());
        assert!(key("abc123").is_some());
        assert_eq!(key("four lanterns over Haskovo"), None);
        assert_eq!(key("четири фенера над Хасково"), None);
    }

    #[tokio::test]
    async fn hashes_are_salted_and_verified() {
        let (world, _) = store::testing::world(1);
        let passwords = Passwords::new(&world);
        let (a, b) = (passwords.hash("one").await.unwrap(), passwords.hash("one").await.unwrap());
        assert_ne!(a.0, b.0);
        assert!(a.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", a.0);
        assert!(passwords.verify("one", Some(a.0.clone())).await.unwrap());
        assert!(!passwords.verify("two", Some(a.0)).await.unwrap());
        assert!(!passwords.verify("one", None).await.unwrap());
    }
}
