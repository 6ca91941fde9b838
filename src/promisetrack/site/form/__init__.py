"""The form on the site: fields drawn from the model, records to choose from, where text goes."""
