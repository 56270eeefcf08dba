// What the library of the body editor asks gettext for. It has no Korean of its own: named
// here, its words get into our catalog. No page loads this file.

gettext("Cancel");
gettext("Update");
gettext("URL");
gettext("Title");
gettext("Edit Link");
gettext("Edit HTML");
gettext("Prettify");
gettext("Toggle fullscreen");
gettext("List properties");
gettext("List type");
gettext("Start at");
gettext("Decimal numbers");
gettext("Lowercase letters");
gettext("Uppercase letters");
gettext("Lowercase Roman numerals");
gettext("Uppercase Roman numerals");
