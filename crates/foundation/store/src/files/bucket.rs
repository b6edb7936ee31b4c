//! Files in storage that speaks the protocol of Amazon S3, for houses of several machines. What arrives
//! stands aside on the machine that takes it, and is there for all of them when it has been sent whole.

use std::{io, path::Path as FilePath, sync::Arc, time::Duration};

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use object_store::{
    ClientOptions, GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt as _,
    RetryConfig, aws::AmazonS3Builder, path::Path,
};
use tokio::io::AsyncReadExt as _;

use super::{BucketSettings, Hash, Pieces};

/// What is larger is sent in parts of this many bytes.
const PART: usize = 8 << 20;
/// The longest that it may say nothing while bytes are under way.
const PATIENCE: Duration = Duration::from_secs(30);

/// One bucket. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
}

impl Bucket {
    /// Files in this bucket. Nothing is asked of it yet.
    pub(super) fn new(settings: &BucketSettings) -> io::Result<Self> {
        let plain = settings.endpoint.starts_with("http://");
        let client = ClientOptions::new()
            .with_allow_http(plain)
            .with_connect_timeout(Duration::from_secs(5))
            // A film takes as long as it takes, as long as something comes.
            .with_timeout_disabled()
            .with_read_timeout(PATIENCE);
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let store = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_region(&settings.region)
            .with_bucket_name(&settings.bucket)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(&settings.secret_key)
            // Not every such storage takes several at a time, and we throw away one.
            .with_disable_bulk_delete(true)
            .with_client_options(client)
            .with_retry(retry)
            .build()
            .map_err(io::Error::other)?;
        let prefix = Path::parse(&settings.prefix).map_err(io::Error::other)?;
        Ok(Self { store: Arc::new(store), prefix })
    }

    fn key(&self, hash: &Hash) -> Path {
        self.prefix.clone().join("sha256").join(hash.to_string())
    }

    /// Sends what stands aside; it is there when all of it is. What is there already is the same.
    pub(super) async fn keep(&self, aside: &FilePath, size: u64, hash: &Hash) -> io::Result<()> {
        let key = self.key(hash);
        if self.size(hash).await? == Some(size) {
            return Ok(());
        }
        if size <= PART as u64 {
            let whole = tokio::fs::read(aside).await?;
            self.store.put(&key, whole.into()).await.map_err(io::Error::other)?;
            return Ok(());
        }
        let file = tokio::fs::File::open(aside).await?;
        let mut upload = self.store.put_multipart(&key).await.map_err(io::Error::other)?;
        let sent = in_parts(&mut *upload, file).await;
        if sent.is_err() {
            // Parts that nobody puts together would be kept, and paid for, for ever.
            let _ = upload.abort().await;
        }
        sent
    }

    /// How many bytes a file holds; `None` when there is none.
    pub(super) async fn size(&self, hash: &Hash) -> io::Result<Option<u64>> {
        match self.store.head(&self.key(hash)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(io::Error::other(e)),
        }
    }

    /// `length` bytes from `start`; `None` when there is no such file.
    pub(super) async fn read(
        &self,
        hash: &Hash,
        start: u64,
        length: u64,
    ) -> io::Result<Option<Pieces>> {
        if length == 0 {
            let nothing = stream::empty::<io::Result<Bytes>>().boxed();
            return Ok(self.size(hash).await?.map(|_| nothing));
        }
        let range = GetRange::Bounded(start..start.saturating_add(length));
        let options = GetOptions { range: Some(range), ..GetOptions::default() };
        match self.store.get_opts(&self.key(hash), options).await {
            Ok(found) => Ok(Some(found.into_stream().map_err(io::Error::other).boxed())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(io::Error::other(e)),
        }
    }

    /// Throws a file away.
    pub(super) async fn remove(&self, hash: &Hash) -> io::Result<()> {
        match self.store.delete(&self.key(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(io::Error::other(e)),
        }
    }
}

/// Sends a file part by part, one in memory at a time, and has them put together.
async fn in_parts(upload: &mut dyn MultipartUpload, mut file: tokio::fs::File) -> io::Result<()> {
    loop {
        let mut part = Vec::with_capacity(PART);
        (&mut file).take(PART as u64).read_to_end(&mut part).await?;
        if part.is_empty() {
            break;
        }
        upload.put_part(part.into()).await.map_err(io::Error::other)?;
    }
    upload.complete().await.map(|_| ()).map_err(io::Error::other)
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;
