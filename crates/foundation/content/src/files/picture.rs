//! Pictures as they are kept: turned the right way up, and without what cameras and programs write into
//! them – the place, the time, the owner, the device, earlier versions. What people upload is shown to
//! others, who must not learn from it where somebody lives.
//!
//! Nothing here waits or writes; [`super::workshop`] calls it beside the runtime, a few at a time.

mod gif;
mod jpeg;
mod png;
mod small;
mod webp;

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
    metadata::Orientation,
};

use super::media::Media;

pub(super) use small::{FITS, Small};

/// The most pixels of a picture. A file of a few kilobytes can unfold to any number of them.
const PIXELS_MAX: u64 = 64_000_000;
/// The most bytes that a picture may take in memory once it is unfolded: four for each pixel.
const UNFOLDED_MAX: u64 = 4 * PIXELS_MAX;
/// The most bytes of a picture as it is sent.
pub(super) const BYTES_MAX: u64 = 64 << 20;
/// How good a turned photograph is written, of 100.
const QUALITY: u8 = 92;

/// Why a picture is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    /// It cannot be read to its end, or is no picture at all.
    #[error("the picture is broken")]
    Broken,
    /// It has more pixels or bytes than we unfold.
    #[error("the picture is too large")]
    Large,
}

/// A picture that may be shown.
#[derive(Debug)]
pub(super) struct Clean {
    /// What is kept.
    pub bytes: Vec<u8>,
    /// Pixels across, as it is seen.
    pub width: u32,
    /// Pixels down, as it is seen.
    pub height: u32,
    /// The same, smaller, one for each of [`small::FITS`].
    pub small: Vec<Small>,
}

/// Takes everything from a picture but what is seen. Its pixels stay as they are, animations too, unless
/// a camera has written that it was held askew: then it is turned and written anew. The colour profile stays.
pub(super) fn clean(given: &[u8], media: &Media) -> Result<Clean, Unfit> {
    let format = ImageFormat::from_mime_type(media.media_type).ok_or(Unfit::Broken)?;
    let bare = bare(given, format).ok_or(Unfit::Broken)?;
    let mut seen = unfold(given, format)?;
    let bytes = match seen.orientation {
        Orientation::NoTransforms => bare,
        // Frames are not turned one by one: an animation stays what it is.
        _ if is_animated(&bare, format) => bare,
        turn => {
            seen.image.apply_orientation(turn);
            write(&seen.image, format, profile_for(&seen.image, seen.profile.as_deref()))?
        }
    };
    let small = small::all(&seen.image, seen.profile.as_deref())?;
    Ok(Clean { bytes, width: seen.image.width(), height: seen.image.height(), small })
}

/// Small pictures of something that is kept elsewhere or is no picture of its own, such as a page.
pub(super) fn smaller(given: &[u8], media: &Media) -> Result<Vec<Small>, Unfit> {
    clean(given, media).map(|clean| clean.small)
}

/// The file without anything that is not seen; `None` when it is broken.
fn bare(given: &[u8], format: ImageFormat) -> Option<Vec<u8>> {
    match format {
        ImageFormat::Jpeg => jpeg::bare(given),
        ImageFormat::Png => png::bare(given),
        ImageFormat::WebP => webp::bare(given),
        ImageFormat::Gif => gif::bare(given),
        _ => None,
    }
}

fn is_animated(bare: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => png::is_animated(bare),
        ImageFormat::WebP => webp::is_animated(bare),
        ImageFormat::Gif => true,
        _ => false,
    }
}

struct Unfolded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

/// All pixels of a picture, of an animation its first. Asks for its size before it takes the memory.
fn unfold(given: &[u8], format: ImageFormat) -> Result<Unfolded, Unfit> {
    let mut reader = image::ImageReader::with_format(Cursor::new(given), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * UNFOLDED_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS_MAX || decoder.total_bytes() > UNFOLDED_MAX {
        return Err(Unfit::Large);
    }
    // What is wrong with a note inside is no fault of the picture: the note goes.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    Ok(Unfolded { image, orientation, profile })
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn unfit(error: image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::Large,
        _ => Unfit::Broken,
    }
}

/// The profile, when it speaks of colours as this picture has them: what was unfolded from four inks has
/// three lights.
fn profile_for<'a>(image: &DynamicImage, profile: Option<&'a [u8]>) -> Option<&'a [u8]> {
    let wanted: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.filter(|p| p.get(16..20) == Some(wanted))
}

fn write(
    image: &DynamicImage,
    format: ImageFormat,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Jpeg => {
            encode(image, JpegEncoder::new_with_quality(&mut bytes, QUALITY), profile)
        }
        ImageFormat::WebP => encode(image, WebPEncoder::new_lossless(&mut bytes), profile),
        _ => encode(image, PngEncoder::new(&mut bytes), profile),
    }?;
    Ok(bytes)
}

fn encode(
    image: &DynamicImage,
    mut encoder: impl image::ImageEncoder,
    profile: Option<&[u8]>,
) -> Result<(), Unfit> {
    if let Some(profile) = profile {
        // A format that has no place for it shows its colours as they are.
        let _ = encoder.set_icc_profile(profile.to_owned());
    }
    image.write_with_encoder(encoder).map_err(unfit)
}

#[cfg(test)]
mod tests;
