//! Private keys at rest: sealed with the instance's secret file.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    hkdf::{HKDF_SHA256, KeyType, Salt},
};
use domain::{ActorId, World};

use super::{KeyError, PrivateKey};

/// The first byte of what is sealed: the way it is sealed.
const VERSION: u8 = 1;

/// What the key derived from the secret is for. Other uses of the secret take another text.
const PURPOSE: &[u8] = b"guildhall actor private key 1";

/// The secret of an instance, from a file of 32 random bytes that is no part of the database
/// (`data/secret.key`). Whoever has only one of the two can impersonate nobody. Cloning shares it.
#[derive(Clone)]
pub struct Secret {
    key: Arc<RandomizedNonceKey>,
    exposed: bool,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A secret from bytes (HKDF, RFC 5869: it may serve other purposes with other keys).
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        struct Length;
        impl KeyType for Length {
            fn len(&self) -> usize {
                AES_256_GCM.key_len()
            }
        }
        let mut key = [0; 32];
        Salt::new(HKDF_SHA256, &[])
            .extract(bytes)
            .expand(&[PURPOSE], Length)
            .and_then(|okm| okm.fill(&mut key))
            .map_err(|_| KeyError::Library)?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(|_| KeyError::Library)?;
        Ok(Self { key: Arc::new(key), exposed: false })
    }

    /// Reads the file, and makes it with mode 0600 when there is none. Several processes may start
    /// at once: all of them end with the same secret. This blocks, and belongs to the start.
    pub fn load_or_create(path: &Path, world: &World) -> Result<Self, KeyError> {
        let failed = |e| KeyError::File(path.to_owned(), e);
        match Self::load(path) {
            Err(KeyError::File(_, e)) if e.kind() == io::ErrorKind::NotFound => {}
            done => return done,
        }
        create(path, &world.secret()).map_err(failed)?;
        Self::load(path)
    }

    /// Reads the file. A missing file is [`KeyError::File`] with [`io::ErrorKind::NotFound`].
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let failed = |e| KeyError::File(path.to_owned(), e);
        let mut bytes = Vec::with_capacity(33);
        let file = fs::File::open(path).map_err(failed)?;
        let exposed = exposed(&file).map_err(failed)?;
        file.take(33).read_to_end(&mut bytes).map_err(failed)?;
        let bytes: [u8; 32] =
            bytes.try_into().map_err(|_| KeyError::FileLength(path.to_owned()))?;
        Ok(Self { exposed, ..Self::from_bytes(&bytes)? })
    }

    /// Whether others on this machine may read the file, which `doctor` reports.
    pub fn is_exposed(&self) -> bool {
        self.exposed
    }

    /// Seals a private key for an actor: AES-256-GCM with a random nonce, the actor's id as
    /// associated data. The form is version (1 byte), nonce (12), ciphertext and tag.
    pub fn seal(&self, actor: ActorId, key: &PrivateKey) -> Result<Vec<u8>, KeyError> {
        let mut text = key.to_pkcs8()?;
        let nonce = self
            .key
            .seal_in_place_append_tag(aad(actor), &mut text)
            .map_err(|_| KeyError::Library)?;
        let mut out = Vec::with_capacity(1 + NONCE_LEN + text.len());
        out.push(VERSION);
        out.extend_from_slice(nonce.as_ref());
        out.extend_from_slice(&text);
        Ok(out)
    }

    /// Opens what [`Secret::seal`] made for the same actor; [`KeyError::Sealed`] otherwise.
    pub fn open(&self, actor: ActorId, sealed: &[u8]) -> Result<PrivateKey, KeyError> {
        let (&version, rest) = sealed.split_first().ok_or(KeyError::Sealed)?;
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or(KeyError::Sealed)?;
        if version != VERSION {
            return Err(KeyError::Sealed);
        }
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeyError::Sealed)?;
        let mut text = text.to_vec();
        let der =
            self.key.open_in_place(nonce, aad(actor), &mut text).map_err(|_| KeyError::Sealed)?;
        PrivateKey::from_pkcs8(der)
    }
}

fn aad(actor: ActorId) -> Aad<[u8; 16]> {
    Aad::from(*actor.0.as_bytes())
}

/// Writes the file beside its place and links it there, so that it is never seen half written and
/// never written over.
fn create(path: &Path, bytes: &[u8; 32]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = match options.open(&beside) {
        // Left by a process of the same number that was killed here.
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(&beside)?;
            options.open(&beside)?
        }
        opened => opened?,
    };
    let linked = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::hard_link(&beside, path));
    let removed = fs::remove_file(&beside);
    match linked {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
        _ => removed?,
    }
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(unix)]
fn exposed(file: &fs::File) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(file.metadata()?.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn exposed(_: &fs::File) -> io::Result<bool> {
    Ok(false)
}
