/**
 * What somebody types as a day or an hour in the desk stays as it was typed. Left to itself, Wagtail's date picker
 * rewrites it when one leaves the field: a word or a day that is none becomes now, and the hour that March leaves out
 * the one after it, before the form could say so.
 */
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
