//! The derives of `store`: `FromRow` for what a row is read into, `FromCell` for what one value is
//! read into.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, Field, Fields, LitStr, Result, Variant, parse_macro_input};

/// Reads a struct from a row, each field from the column of its name.
///
/// `#[row(flatten)]` reads a field that is itself such a struct from the same row;
/// `#[row(rename = "column")]` names another column.
#[proc_macro_derive(FromRow, attributes(row))]
pub fn from_row(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    row(&input).unwrap_or_else(Error::into_compile_error).into()
}

/// Reads an enum without fields from the text of its variant in kebab-case, or a struct around one
/// value from that value.
#[proc_macro_derive(FromCell)]
pub fn from_cell(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    cell(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn row(input: &DeriveInput) -> Result<Tokens> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "only structs are read from rows"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "the fields need names"));
    };
    let fields = fields.named.iter().map(field).collect::<Result<Vec<_>>>()?;
    let name = &input.ident;
    Ok(quote! {
        impl ::store::FromRow for #name {
            fn from_row(row: &::store::Row<'_>) -> ::core::result::Result<Self, ::store::RowError> {
                Ok(Self { #(#fields),* })
            }
        }
    })
}

fn field(field: &Field) -> Result<Tokens> {
    let name = &field.ident;
    let mut column = name.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut flat = false;
    for attribute in field.attrs.iter().filter(|a| a.path().is_ident("row")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("flatten") {
                flat = true;
                Ok(())
            } else if meta.path.is_ident("rename") {
                column = meta.value()?.parse::<LitStr>()?.value();
                Ok(())
            } else {
                Err(meta.error("either flatten or rename"))
            }
        })?;
    }
    Ok(if flat {
        quote! { #name: ::store::FromRow::from_row(row)? }
    } else {
        quote! { #name: row.get(#column)? }
    })
}

fn cell(input: &DeriveInput) -> Result<Tokens> {
    let name = &input.ident;
    let read = match &input.data {
        Data::Struct(data) if matches!(&data.fields, Fields::Unnamed(f) if f.unnamed.len() == 1) => {
            quote! { ::store::FromCell::from_cell(cell).map(Self) }
        }
        Data::Enum(data) => {
            let arms = data.variants.iter().map(arm).collect::<Result<Vec<_>>>()?;
            quote! {
                match cell.text()? {
                    #(#arms,)*
                    other => Err(::store::CellError::unknown(other)),
                }
            }
        }
        _ => return Err(Error::new_spanned(input, "an enum, or a struct around one value")),
    };
    Ok(quote! {
        impl ::store::FromCell for #name {
            fn from_cell(cell: ::store::Cell<'_>) -> ::core::result::Result<Self, ::store::CellError> {
                #read
            }
        }
    })
}

fn arm(variant: &Variant) -> Result<Tokens> {
    if !matches!(variant.fields, Fields::Unit) {
        return Err(Error::new_spanned(variant, "a word holds nothing"));
    }
    let (name, word) = (&variant.ident, kebab(&variant.ident.to_string()));
    Ok(quote! { #word => Ok(Self::#name) })
}

/// `AcceptFollow` is `accept-follow`.
fn kebab(name: &str) -> String {
    let mut word = String::with_capacity(name.len() + 2);
    for c in name.chars() {
        if c.is_uppercase() && !word.is_empty() {
            word.push('-');
        }
        word.extend(c.to_lowercase());
    }
    word
}

#[cfg(test)]
mod tests {
    #[test]
    fn variants_become_words() {
        assert_eq!(super::kebab("Accept"), "accept");
        assert_eq!(super::kebab("OverTheTop"), "over-the-top");
    }
}
