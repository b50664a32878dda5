"""Rule sets for other engines and for people: JDM, XLSX, a summary for signature, and the bundle that holds them."""
