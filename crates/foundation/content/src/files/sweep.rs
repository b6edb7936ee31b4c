//! Throwing away what nothing needs any more.

use std::time::Duration;

use domain::{Error, Result};
use store::{Query, Store, args, files::Hash, statements};

statements! {
    NEEDED_BY_NOTHING = "SELECT f.hash FROM file f WHERE f.created_at < $1 \
        AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = f.hash) \
        AND NOT EXISTS (SELECT 1 FROM ledger_file l WHERE l.hash = f.hash) \
        AND NOT EXISTS (SELECT 1 FROM file p WHERE p.preview = f.hash AND p.hash <> f.hash) \
        AND NOT EXISTS (SELECT 1 FROM file p WHERE p.thumb = f.hash AND p.hash <> f.hash) ORDER BY f.created_at, f.hash LIMIT 200";
    FORGET = "DELETE FROM file WHERE hash = $1 AND created_at < $2 \
        AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = $1) \
        AND NOT EXISTS (SELECT 1 FROM ledger_file l WHERE l.hash = $1) \
        AND NOT EXISTS (SELECT 1 FROM file p WHERE p.preview = $1 AND p.hash <> $1) \
        AND NOT EXISTS (SELECT 1 FROM file p WHERE p.thumb = $1 AND p.hash <> $1)";
}

/// How long a file that nothing needs is kept: somebody may just be about to need it again.
const GRACE: Duration = Duration::from_secs(86_400);

/// Throws away the files that nothing has needed for a day, and what was left aside. Returns how many files
/// went. Smaller pictures go in the round after what they show.
pub async fn sweep(store: &Store) -> Result<usize> {
    let files = store.files();
    files.tidy().await.map_err(Error::internal)?;
    let mut gone = 0;
    loop {
        let before = store.now() - GRACE;
        let found = store.read().all::<(String,)>(&NEEDED_BY_NOTHING, args![before]).await?;
        let round = gone;
        for (hash,) in found {
            let _keeping = files.keeping().await;
            let mut tx = store.begin().await?;
            let forgotten = tx.execute(&FORGET, args![&hash, before]).await?;
            let hash = hash.parse::<Hash>().ok().filter(|_| forgotten == 1);
            // Another machine that is about to name the file waits for the row, and finds neither or both.
            if let Some(hash) = hash.filter(|_| files.are_shared()) {
                files.remove(&hash).await.map_err(Error::internal)?;
            }
            tx.save().await?;
            // Here the row goes first: a file without a row is waste, a row without a file a broken page.
            if let Some(hash) = hash {
                files.remove(&hash).await.map_err(Error::internal)?;
                gone += 1;
            }
        }
        if gone == round {
            return Ok(gone);
        }
    }
}
