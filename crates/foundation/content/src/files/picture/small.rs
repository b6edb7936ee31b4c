//! Smaller pictures of a picture, for pages that show it among other things.

use image::{
    DynamicImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};

use super::{Unfit, encode, profile_for};
use crate::files::Fits;

/// What smaller pictures are made for, the larger one first.
pub(in crate::files) const FITS: [Fits; 2] = [Fits::Text, Fits::List];
/// How good they are written, of 100.
const QUALITY: u8 = 80;
/// A longer profile of colours would weigh more than the picture.
const PROFILE_MAX: usize = 16 * 1024;

/// A picture made of another one.
#[derive(Debug)]
pub(in crate::files) struct Small {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is (RFC 6838).
    pub media_type: &'static str,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// One for each of [`FITS`], in that order. Never larger than what they are made of.
pub(super) fn all(image: &DynamicImage, profile: Option<&[u8]>) -> Result<Vec<Small>, Unfit> {
    let mut from = None;
    let mut made = Vec::with_capacity(FITS.len());
    for most in FITS.map(Fits::pixels) {
        let large = from.as_ref().unwrap_or(image);
        let fitting = if large.width().max(large.height()) > most {
            large.thumbnail(most, most)
        } else {
            large.clone()
        };
        made.push(small(&fitting, profile)?);
        from = Some(fitting);
    }
    Ok(made)
}

fn small(image: &DynamicImage, profile: Option<&[u8]>) -> Result<Small, Unfit> {
    let profile = profile_for(image, profile.filter(|p| p.len() <= PROFILE_MAX));
    let rgba = image.color().has_alpha().then(|| image.to_rgba8());
    let shines_through = rgba.filter(|pixels| pixels.pixels().any(|p| p.0[3] < u8::MAX));
    let (mut bytes, (width, height)) = (Vec::new(), (image.width(), image.height()));
    let media_type = if let Some(pixels) = shines_through {
        encode(&pixels.into(), PngEncoder::new(&mut bytes), profile)?;
        "image/png"
    } else {
        let opaque: DynamicImage = if image.color().has_color() {
            image.to_rgb8().into()
        } else {
            image.to_luma8().into()
        };
        encode(&opaque, JpegEncoder::new_with_quality(&mut bytes, QUALITY), profile)?;
        "image/jpeg"
    };
    Ok(Small { bytes, media_type, width, height })
}
