"""Personal data: what is known of somebody, how long it is kept, how it is erased. Other apps add their part by hooks."""
