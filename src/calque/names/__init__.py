"""Names across alphabets: spelling them (`write`) and telling whether two are one (`compare`)."""
