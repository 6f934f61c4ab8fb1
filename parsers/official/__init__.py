"""The official record: what Ofsted, GOV.UK and the statistics publish, as records."""
