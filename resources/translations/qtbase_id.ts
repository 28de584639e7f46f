<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Qt ships no Indonesian. These are the texts of its own that a person can meet in this program: buttons, the menus of
     text fields, the dialogs for files and printing, and what a screen reader says. Names of keys and of most paper sizes stay
     as they are printed on keyboards and boxes. Made into qtbase_id.qm by `build_scripts/translations.py compile`. -->
<TS version="2.1" language="id_ID" sourcelanguage="en">
<context>
    <name>CloseButton</name>
    <message><source>Close Tab</source><translation>Tutup tab</translation></message>
</context>
<context>
    <name>Print Device Input Slot</name>
    <message><source>Automatic</source><translation>Otomatis</translation></message>
</context>
<context>
    <name>Print Device Output Bin</name>
    <message><source>Automatic</source><translation>Otomatis</translation></message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message><source>File</source><translation>Berkas</translation></message>
    <message><source>Drive</source><translation>Penggerak</translation></message>
    <message><source>File Folder</source><translation>Folder berkas</translation></message>
    <message><source>Unknown</source><translation>Tidak dikenal</translation></message>
    <message><source>Shortcut</source><translation>Pintasan</translation></message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message><source>Step &amp;down</source><translation>&amp;Turunkan</translation></message>
    <message><source>&amp;Step up</source><translation>&amp;Naikkan</translation></message>
    <message><source>&amp;Select All</source><translation>&amp;Pilih semua</translation></message>
</context>
<context>
    <name>QAccessibleActionInterface</name>
    <message><source>Press</source><translation>Tekan</translation></message>
    <message><source>Shows the menu</source><translation>Menampilkan menu</translation></message>
    <message><source>Scrolls to the left</source><translation>Menggulir ke kiri</translation></message>
    <message><source>Scroll Down</source><translation>Gulir ke bawah</translation></message>
    <message><source>Scroll Left</source><translation>Gulir ke kiri</translation></message>
    <message><source>Goes back a page</source><translation>Kembali satu halaman</translation></message>
    <message><source>Triggers the action</source><translation>Menjalankan tindakan</translation></message>
    <message><source>Increase</source><translation>Naikkan</translation></message>
    <message><source>Toggle</source><translation>Alihkan</translation></message>
    <message><source>Toggles the state</source><translation>Mengalihkan keadaan</translation></message>
    <message><source>Scrolls up</source><translation>Menggulir ke atas</translation></message>
    <message><source>Set Focus</source><translation>Pindahkan fokus</translation></message>
    <message><source>Show Menu</source><translation>Tampilkan menu</translation></message>
    <message><source>Scrolls down</source><translation>Menggulir ke bawah</translation></message>
    <message><source>Moves the element into the visible area</source><translation>Memindahkan unsur ke bagian yang tampak</translation></message>
    <message><source>Scroll Up</source><translation>Gulir ke atas</translation></message>
    <message><source>Goes to the next page</source><translation>Ke halaman berikutnya</translation></message>
    <message><source>Scrolls to the right</source><translation>Menggulir ke kanan</translation></message>
    <message><source>Increase the value</source><translation>Menaikkan nilai</translation></message>
    <message><source>Show on Screen</source><translation>Tampilkan di layar</translation></message>
    <message><source>Decrease the value</source><translation>Menurunkan nilai</translation></message>
    <message><source>Decrease</source><translation>Turunkan</translation></message>
    <message><source>Scroll Right</source><translation>Gulir ke kanan</translation></message>
    <message><source>Previous Page</source><translation>Halaman sebelumnya</translation></message>
    <message><source>Sets the focus</source><translation>Memindahkan fokus</translation></message>
    <message><source>Next Page</source><translation>Halaman berikutnya</translation></message>
</context>
<context>
    <name>QColorDialog</name>
    <message><source>&amp;Red:</source><translation>&amp;Merah:</translation></message>
    <message><source>&amp;Sat:</source><translation>&amp;Saturasi:</translation></message>
    <message><source>&amp;Val:</source><translation>&amp;Terang:</translation></message>
    <message><source>Hu&amp;e:</source><translation>&amp;Corak:</translation></message>
    <message><source>Select Color</source><translation>Pilih warna</translation></message>
    <message><source>&amp;Add to Custom Colors</source><translation>T&amp;ambahkan ke warna sendiri</translation></message>
    <message><source>Bl&amp;ue:</source><translation>&amp;Biru:</translation></message>
    <message><source>&amp;Pick Screen Color</source><translation>&amp;Petik warna dari layar</translation></message>
    <message><source>Cursor at %1, %2
Press ESC to cancel</source><translation>Kursor di %1, %2
Tekan ESC untuk batal</translation></message>
    <message><source>&amp;Green:</source><translation>Hi&amp;jau:</translation></message>
    <message><source>&amp;Basic colors</source><translation>&amp;Warna dasar</translation></message>
    <message><source>&amp;Custom colors</source><translation>Wa&amp;rna sendiri</translation></message>
    <message><source>A&amp;lpha channel:</source><translation>A&amp;lfa:</translation></message>
</context>
<context>
    <name>QComboBox</name>
    <message><source>True</source><translation>Ya</translation></message>
    <message><source>False</source><translation>Tidak</translation></message>
    <message><source>Open the combo box selection popup</source><translation>Buka daftar pilihan</translation></message>
</context>
<context>
    <name>QCupsJobWidget</name>
    <message><source>Job</source><translation>Pekerjaan</translation></message>
    <message><source>None</source><translation>Tidak ada</translation></message>
    <message><source>&amp;End:</source><translation>&amp;Akhir:</translation></message>
    <message><source>Banner Pages</source><translation>Halaman pemisah</translation></message>
    <message><source>Night (18:00 to 05:59)</source><translation>Malam (18.00 sampai 05.59)</translation></message>
    <message><source>Specific Time</source><translation>Jam tertentu</translation></message>
    <message><source>&amp;Billing information:</source><translation>&amp;Keterangan biaya:</translation></message>
    <message><source>Secret</source><translation>Rahasia</translation></message>
    <message><source>Top Secret</source><translation>Sangat rahasia</translation></message>
    <message><source>Day (06:00 to 17:59)</source><translation>Siang (06.00 sampai 17.59)</translation></message>
    <message><source>Second Shift (16:00 to 23:59)</source><translation>Giliran kedua (16.00 sampai 23.59)</translation></message>
    <message><source>Job Control</source><translation>Pengaturan pekerjaan</translation></message>
    <message><source>Weekend (Saturday to Sunday)</source><translation>Akhir pekan (Sabtu sampai Minggu)</translation></message>
    <message><source>Standard</source><translation>Standar</translation></message>
    <message><source>Classified</source><translation>Terbatas</translation></message>
    <message><source>Third Shift (00:00 to 07:59)</source><translation>Giliran ketiga (00.00 sampai 07.59)</translation></message>
    <message><source>Job &amp;priority:</source><translation>&amp;Prioritas pekerjaan:</translation></message>
    <message><source>&amp;Start:</source><translation>A&amp;wal:</translation></message>
    <message><source>Hold Indefinitely</source><translation>Tahan sampai dilepas</translation></message>
    <message><source>Print Immediately</source><translation>Cetak segera</translation></message>
    <message><source>Confidential</source><translation>Konfidensial</translation></message>
    <message><source>Scheduled &amp;printing:</source><translation>&amp;Jadwal cetak:</translation></message>
    <message><source>Unclassified</source><translation>Biasa</translation></message>
</context>
<context>
    <name>QCupsPrinterSupport</name>
    <message><source>Authentication needed to use %1 on %2.</source><translation>Perlu nama pengguna dan sandi untuk memakai %1 di %2.</translation></message>
    <message><source>Authentication needed to use %1.</source><translation>Perlu nama pengguna dan sandi untuk memakai %1.</translation></message>
    <message><source>Authentication Needed</source><translation>Perlu nama pengguna dan sandi</translation></message>
    <message><source>Password:</source><translation>Sandi:</translation></message>
    <message><source>Username:</source><translation>Nama pengguna:</translation></message>
</context>
<context>
    <name>QDBusTrayIcon</name>
    <message><source>OK</source><translation>Oke</translation></message>
</context>
<context>
    <name>QDialog</name>
    <message><source>What's This?</source><translation>Apa ini?</translation></message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message><source>OK</source><translation>Oke</translation></message>
</context>
<context>
    <name>QDockWidget</name>
    <message><source>Close</source><translation>Tutup</translation></message>
    <message><source>Float</source><translation>Lepaskan</translation></message>
    <message><source>Undocks and re-attaches the dock widget</source><translation>Melepas dan memasang kembali panel</translation></message>
    <message><source>Closes the dock widget</source><translation>Menutup panel</translation></message>
</context>
<context>
    <name>QErrorMessage</name>
    <message><source>&amp;OK</source><translation>&amp;Oke</translation></message>
    <message><source>Fatal Error:</source><translation>Kesalahan fatal:</translation></message>
    <message><source>An error occurred</source><translation>Terjadi kesalahan</translation></message>
    <message><source>&amp;Show this message again</source><translation>&amp;Tampilkan lagi pesan ini</translation></message>
    <message><source>Critical Error:</source><translation>Kesalahan berat:</translation></message>
    <message><source>Information:</source><translation>Keterangan:</translation></message>
    <message><source>Debug Message:</source><translation>Pesan pengawakutuan:</translation></message>
    <message><source>Warning:</source><translation>Peringatan:</translation></message>
</context>
<context>
    <name>QFile</name>
    <message><source>Destination file is the same file.</source><translation>Berkas tujuan adalah berkas yang sama.</translation></message>
    <message><source>Cannot remove source file: %1</source><translation>Berkas asal tidak dapat dihapus: %1</translation></message>
    <message><source>Cannot open %1 for input</source><translation>%1 tidak dapat dibaca</translation></message>
    <message><source>Destination file exists</source><translation>Berkas tujuan sudah ada</translation></message>
    <message><source>Could not copy to %1: %2</source><translation>Tidak dapat menyalin ke %1: %2</translation></message>
    <message><source>Failure to write block: %1</source><translation>Gagal menulis: %1</translation></message>
    <message><source>Error while renaming: %1</source><translation>Gagal mengganti nama: %1</translation></message>
    <message><source>Source file does not exist.</source><translation>Berkas asal tidak ada.</translation></message>
    <message><source>Unable to restore from %1: %2</source><translation>Tidak dapat dikembalikan dari %1: %2</translation></message>
    <message><source>Cannot open for output: %1</source><translation>Tidak dapat ditulis: %1</translation></message>
</context>
<context>
    <name>QFileDialog</name>
    <message><source>Back</source><translation>Kembali</translation></message>
    <message><source>Open</source><translation>Buka</translation></message>
    <message><source>Files of &amp;type:</source><translation>&amp;Jenis berkas:</translation></message>
    <message><source>&amp;Open</source><translation>&amp;Buka</translation></message>
    <message><source>&amp;Save</source><translation>&amp;Simpan</translation></message>
    <message><source>Files</source><translation>Berkas</translation></message>
    <message><source>Show </source><translation>Tampilkan </translation></message>
    <message><source>'%1' is write protected.
Do you want to delete it anyway?</source><translation>“%1” dilindungi dari penulisan.
Tetap hapus?</translation></message>
    <message><source>Are you sure you want to delete '%1'?</source><translation>Hapus “%1”?</translation></message>
    <message><source>List of places and bookmarks</source><translation>Daftar tempat dan markah</translation></message>
    <message><source>File &amp;name:</source><translation>&amp;Nama berkas:</translation></message>
    <message><source>Delete</source><translation>Hapus</translation></message>
    <message><source>New Folder</source><translation>Folder baru</translation></message>
    <message><source>Parent Directory</source><translation>Folder di atasnya</translation></message>
    <message><source>&amp;New Folder</source><translation>&amp;Folder baru</translation></message>
    <message><source>Remove</source><translation>Buang</translation></message>
    <message><source>&amp;Look in:</source><translation>&amp;Cari di:</translation></message>
    <message><source>Create a New Folder</source><translation>Buat folder baru</translation></message>
    <message><source>Find Directory</source><translation>Cari folder</translation></message>
    <message><source>Show &amp;hidden files</source><translation>Tampilkan berkas &amp;tersembunyi</translation></message>
    <message><source>Save As</source><translation>Simpan sebagai</translation></message>
    <message><source>%1
Directory not found.
Please verify the correct directory name was given.</source><translation>%1
Folder tidak ditemukan.
Periksa kembali nama foldernya.</translation></message>
    <message><source>Sidebar</source><translation>Bilah samping</translation></message>
    <message><source>List View</source><translation>Tampilan daftar</translation></message>
    <message><source>&amp;Choose</source><translation>&amp;Pilih</translation></message>
    <message><source>&amp;Delete</source><translation>&amp;Hapus</translation></message>
    <message><source>All files (*)</source><translation>Semua berkas (*)</translation></message>
    <message><source>All Files (*)</source><translation>Semua berkas (*)</translation></message>
    <message><source>Directories</source><translation>Folder</translation></message>
    <message><source>&amp;Rename</source><translation>&amp;Ganti nama</translation></message>
    <message><source>Could not delete directory.</source><translation>Folder tidak dapat dihapus.</translation></message>
    <message><source>Directory:</source><translation>Folder:</translation></message>
    <message><source>%1 already exists.
Do you want to replace it?</source><translation>%1 sudah ada.
Ganti dengan yang baru?</translation></message>
    <message><source>Forward</source><translation>Maju</translation></message>
    <message><source>Go forward</source><translation>Maju</translation></message>
    <message><source>Go to the parent directory</source><translation>Ke folder di atasnya</translation></message>
    <message><source>Recent Places</source><translation>Tempat terakhir</translation></message>
    <message><source>Go back</source><translation>Kembali</translation></message>
    <message><source>Change to detail view mode</source><translation>Tampilkan dengan rincian</translation></message>
    <message><source>Create New Folder</source><translation>Buat folder baru</translation></message>
    <message><source>Detail View</source><translation>Tampilan rincian</translation></message>
    <message><source>%1
File not found.
Please verify the correct file name was given.</source><translation>%1
Berkas tidak ditemukan.
Periksa kembali nama berkasnya.</translation></message>
    <message><source>Change to list view mode</source><translation>Tampilkan sebagai daftar</translation></message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message><source>Kind</source><translation>Jenis</translation></message>
    <message><source>Name</source><translation>Nama</translation></message>
    <message><source>Size</source><translation>Ukuran</translation></message>
    <message><source>Type</source><translation>Jenis</translation></message>
    <message><source>My Computer</source><translation>Komputer saya</translation></message>
    <message><source>Computer</source><translation>Komputer</translation></message>
    <message><source>Date Modified</source><translation>Tanggal diubah</translation></message>
</context>
<context>
    <name>QFontDialog</name>
    <message><source>&amp;Font</source><translation>&amp;Huruf</translation></message>
    <message><source>&amp;Size</source><translation>&amp;Ukuran</translation></message>
    <message><source>Sample</source><translation>Contoh</translation></message>
    <message><source>Font st&amp;yle</source><translation>Ga&amp;ya huruf</translation></message>
    <message><source>Wr&amp;iting System</source><translation>Aks&amp;ara</translation></message>
    <message><source>Select Font</source><translation>Pilih huruf</translation></message>
    <message><source>&amp;Underline</source><translation>&amp;Garis bawah</translation></message>
    <message><source>Effects</source><translation>Efek</translation></message>
    <message><source>Stri&amp;keout</source><translation>&amp;Coret</translation></message>
</context>
<context>
    <name>QGnomeTheme</name>
    <message><source>&amp;OK</source><translation>&amp;Oke</translation></message>
    <message><source>&amp;Save</source><translation>&amp;Simpan</translation></message>
    <message><source>&amp;Close</source><translation>&amp;Tutup</translation></message>
    <message><source>Close without Saving</source><translation>Tutup tanpa menyimpan</translation></message>
    <message><source>&amp;Cancel</source><translation>&amp;Batal</translation></message>
</context>
<context>
    <name>QImageReader</name>
    <message><source>Unable to read image data</source><translation>Gambar tidak dapat dibaca</translation></message>
    <message><source>Invalid device</source><translation>Perangkat tidak sah</translation></message>
    <message><source>Unsupported image format</source><translation>Jenis gambar tidak didukung</translation></message>
    <message><source>File not found</source><translation>Berkas tidak ditemukan</translation></message>
    <message><source>Unknown error</source><translation>Kesalahan yang tidak dikenal</translation></message>
</context>
<context>
    <name>QImageWriter</name>
    <message><source>Unsupported image format</source><translation>Jenis gambar tidak didukung</translation></message>
    <message><source>Image is empty</source><translation>Gambar kosong</translation></message>
    <message><source>Device not writable</source><translation>Tidak dapat ditulis</translation></message>
    <message><source>Unknown error</source><translation>Kesalahan yang tidak dikenal</translation></message>
    <message><source>Cannot open device for writing: %1</source><translation>Tidak dapat dibuka untuk ditulis: %1</translation></message>
    <message><source>Device is not set</source><translation>Perangkat belum ditentukan</translation></message>
</context>
<context>
    <name>QInputDialog</name>
    <message><source>Enter a value:</source><translation>Isi nilai:</translation></message>
</context>
<context>
    <name>QIODevice</name>
    <message><source>No such file or directory</source><translation>Berkas atau folder tidak ada</translation></message>
    <message><source>Permission denied</source><translation>Tidak diizinkan</translation></message>
    <message><source>file to open is a directory</source><translation>yang hendak dibuka adalah folder</translation></message>
    <message><source>No space left on device</source><translation>Tempat penyimpanan penuh</translation></message>
    <message><source>Unknown error</source><translation>Kesalahan yang tidak dikenal</translation></message>
    <message><source>Too many open files</source><translation>Terlalu banyak berkas terbuka</translation></message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message><source>Press shortcut</source><translation>Tekan pintasan</translation></message>
    <message><source>%1, ...</source><translation>%1, …</translation></message>
</context>
<context>
    <name>QLineEdit</name>
    <message><source>Cu&amp;t</source><translation>Po&amp;tong</translation></message>
    <message><source>&amp;Copy</source><translation>&amp;Salin</translation></message>
    <message><source>&amp;Redo</source><translation>&amp;Ulangi</translation></message>
    <message><source>&amp;Undo</source><translation>U&amp;rungkan</translation></message>
    <message><source>&amp;Paste</source><translation>T&amp;empel</translation></message>
    <message><source>Delete</source><translation>Hapus</translation></message>
    <message><source>Select All</source><translation>Pilih semua</translation></message>
</context>
<context>
    <name>QMdiSubWindow</name>
    <message><source>Help</source><translation>Bantuan</translation></message>
    <message><source>&amp;Move</source><translation>&amp;Pindahkan</translation></message>
    <message><source>&amp;Size</source><translation>&amp;Ukuran</translation></message>
    <message><source>Close</source><translation>Tutup</translation></message>
    <message><source>Minimize</source><translation>Kecilkan</translation></message>
    <message><source>Shade</source><translation>Gulung</translation></message>
    <message><source>Stay on &amp;Top</source><translation>Tetap di &amp;atas</translation></message>
    <message><source>&amp;Close</source><translation>&amp;Tutup</translation></message>
    <message><source>&amp;Restore</source><translation>&amp;Kembalikan</translation></message>
    <message><source>Restore</source><translation>Kembalikan</translation></message>
    <message><source>Maximize</source><translation>Besarkan</translation></message>
    <message><source>Unshade</source><translation>Buka gulungan</translation></message>
    <message><source>Mi&amp;nimize</source><translation>Ke&amp;cilkan</translation></message>
    <message><source>Ma&amp;ximize</source><translation>&amp;Besarkan</translation></message>
    <message><source>Restore Down</source><translation>Kembalikan ukuran</translation></message>
</context>
<context>
    <name>QMessageBox</name>
    <message><source>Show Details...</source><translation>Tampilkan rincian…</translation></message>
    <message><source>Hide Details...</source><translation>Sembunyikan rincian…</translation></message>
    <message><source>About Qt</source><translation>Tentang Qt</translation></message>
    <message><source>&lt;h3&gt;About Qt&lt;/h3&gt;&lt;p&gt;This program uses Qt version %1.&lt;/p&gt;</source><translation>&lt;h3&gt;Tentang Qt&lt;/h3&gt;&lt;p&gt;Program ini memakai Qt versi %1.&lt;/p&gt;</translation></message>
</context>
<context>
    <name>QPageSetupWidget</name>
    <message><source>Form</source><translation>Formulir</translation></message>
    <message><source>bottom margin</source><translation>batas bawah</translation></message>
    <message><source>Paper</source><translation>Kertas</translation></message>
    <message><source>Paper source:</source><translation>Sumber kertas:</translation></message>
    <message><source>right margin</source><translation>batas kanan</translation></message>
    <message><source>Pages &amp;per sheet:</source><translation>&amp;Halaman per lembar:</translation></message>
    <message><source>Pica (P̸)</source><translation>Pika (P̸)</translation></message>
    <message><source>Margins</source><translation>Batas tepi</translation></message>
    <message><source>Custom</source><translation>Sendiri</translation></message>
    <message><source>Landscape</source><translation>Mendatar</translation></message>
    <message><source>Page Layout</source><translation>Tata letak halaman</translation></message>
    <message><source>Width:</source><translation>Lebar:</translation></message>
    <message><source>Orientation</source><translation>Arah kertas</translation></message>
    <message><source>Portrait</source><translation>Tegak</translation></message>
    <message><source>top margin</source><translation>batas atas</translation></message>
    <message><source>left margin</source><translation>batas kiri</translation></message>
    <message><source>Page size:</source><translation>Ukuran kertas:</translation></message>
    <message><source>Reverse portrait</source><translation>Tegak terbalik</translation></message>
    <message><source>Page &amp;order:</source><translation>&amp;Urutan halaman:</translation></message>
    <message><source>Millimeters (mm)</source><translation>Milimeter (mm)</translation></message>
    <message><source>Points (pt)</source><translation>Poin (pt)</translation></message>
    <message><source>Inches (in)</source><translation>Inci (in)</translation></message>
    <message><source>Reverse landscape</source><translation>Mendatar terbalik</translation></message>
    <message><source>Height:</source><translation>Tinggi:</translation></message>
</context>
<context>
    <name>QPageSize</name>
    <message><source>Note</source><translation>Catatan</translation></message>
    <message><source>Custom</source><translation>Sendiri</translation></message>
    <message><source>Postcard</source><translation>Kartu pos</translation></message>
    <message><source>Double Postcard</source><translation>Kartu pos ganda</translation></message>
    <message><source>%1 x %2 in</source><translation>%1 × %2 in</translation></message>
    <message><source>Custom (%1in x %2in)</source><translation>Sendiri (%1 in × %2 in)</translation></message>
    <message><source>Custom (%1mm x %2mm)</source><translation>Sendiri (%1 mm × %2 mm)</translation></message>
    <message><source>Custom (%1CC x %2CC)</source><translation>Sendiri (%1 CC × %2 CC)</translation></message>
    <message><source>Custom (%1DD x %2DD)</source><translation>Sendiri (%1 DD × %2 DD)</translation></message>
    <message><source>Custom (%1pc x %2pc)</source><translation>Sendiri (%1 pc × %2 pc)</translation></message>
    <message><source>Custom (%1pt x %2pt)</source><translation>Sendiri (%1 pt × %2 pt)</translation></message>
    <message><source>Envelope B4</source><translation>Amplop B4</translation></message>
    <message><source>Envelope B5</source><translation>Amplop B5</translation></message>
    <message><source>Envelope B6</source><translation>Amplop B6</translation></message>
    <message><source>Envelope C0</source><translation>Amplop C0</translation></message>
    <message><source>Envelope C1</source><translation>Amplop C1</translation></message>
    <message><source>Envelope C2</source><translation>Amplop C2</translation></message>
    <message><source>Envelope C3</source><translation>Amplop C3</translation></message>
    <message><source>Envelope C4</source><translation>Amplop C4</translation></message>
    <message><source>Envelope C5</source><translation>Amplop C5</translation></message>
    <message><source>Envelope C6</source><translation>Amplop C6</translation></message>
    <message><source>Envelope C65</source><translation>Amplop C65</translation></message>
    <message><source>Envelope C7</source><translation>Amplop C7</translation></message>
    <message><source>Envelope DL</source><translation>Amplop DL</translation></message>
    <message><source>Envelope US 9</source><translation>Amplop US 9</translation></message>
    <message><source>Envelope US 10</source><translation>Amplop US 10</translation></message>
    <message><source>Envelope US 11</source><translation>Amplop US 11</translation></message>
    <message><source>Envelope US 12</source><translation>Amplop US 12</translation></message>
    <message><source>Envelope US 14</source><translation>Amplop US 14</translation></message>
    <message><source>Envelope Monarch</source><translation>Amplop Monarch</translation></message>
    <message><source>Envelope Personal</source><translation>Amplop pribadi</translation></message>
    <message><source>Envelope Invite</source><translation>Amplop undangan</translation></message>
    <message><source>Envelope Italian</source><translation>Amplop Italia</translation></message>
    <message><source>Envelope Chou 3</source><translation>Amplop Chou 3</translation></message>
    <message><source>Envelope Chou 4</source><translation>Amplop Chou 4</translation></message>
    <message><source>Envelope Kaku 2</source><translation>Amplop Kaku 2</translation></message>
    <message><source>Envelope Kaku 3</source><translation>Amplop Kaku 3</translation></message>
    <message><source>Envelope You 4</source><translation>Amplop You 4</translation></message>
    <message><source>Envelope PRC 1</source><translation>Amplop PRC 1</translation></message>
    <message><source>Envelope PRC 2</source><translation>Amplop PRC 2</translation></message>
    <message><source>Envelope PRC 3</source><translation>Amplop PRC 3</translation></message>
    <message><source>Envelope PRC 4</source><translation>Amplop PRC 4</translation></message>
    <message><source>Envelope PRC 5</source><translation>Amplop PRC 5</translation></message>
    <message><source>Envelope PRC 6</source><translation>Amplop PRC 6</translation></message>
    <message><source>Envelope PRC 7</source><translation>Amplop PRC 7</translation></message>
    <message><source>Envelope PRC 8</source><translation>Amplop PRC 8</translation></message>
    <message><source>Envelope PRC 9</source><translation>Amplop PRC 9</translation></message>
    <message><source>Envelope PRC 10</source><translation>Amplop PRC 10</translation></message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message><source>OK</source><translation>Oke</translation></message>
    <message><source>&amp;No</source><translation>&amp;Tidak</translation></message>
    <message><source>&amp;Yes</source><translation>&amp;Ya</translation></message>
    <message><source>Help</source><translation>Bantuan</translation></message>
    <message><source>Open</source><translation>Buka</translation></message>
    <message><source>Save</source><translation>Simpan</translation></message>
    <message><source>Abort</source><translation>Hentikan</translation></message>
    <message><source>Apply</source><translation>Terapkan</translation></message>
    <message><source>Close</source><translation>Tutup</translation></message>
    <message><source>Reset</source><translation>Atur ulang</translation></message>
    <message><source>Retry</source><translation>Coba lagi</translation></message>
    <message><source>Restore Defaults</source><translation>Kembalikan bawaan</translation></message>
    <message><source>Cancel</source><translation>Batal</translation></message>
    <message><source>Ignore</source><translation>Abaikan</translation></message>
    <message><source>N&amp;o to All</source><translation>T&amp;idak untuk semua</translation></message>
    <message><source>Save All</source><translation>Simpan semua</translation></message>
    <message><source>Discard</source><translation>Buang</translation></message>
    <message><source>Yes to &amp;All</source><translation>Ya untuk &amp;semua</translation></message>
</context>
<context>
    <name>QPrintDialog</name>
    <message><source>Even Pages</source><translation>Halaman genap</translation></message>
    <message><source>Print</source><translation>Cetak</translation></message>
    <message><source>&amp;Options &lt;&lt;</source><translation>&amp;Pilihan &lt;&lt;</translation></message>
    <message><source>&amp;Options &gt;&gt;</source><translation>&amp;Pilihan &gt;&gt;</translation></message>
    <message><source>Left to Right, Top to Bottom</source><translation>Kiri ke kanan, atas ke bawah</translation></message>
    <message><source>Right to Left, Bottom to Top</source><translation>Kanan ke kiri, bawah ke atas</translation></message>
    <message><source>Write PDF file</source><translation>Tulis berkas PDF</translation></message>
    <message><source>&amp;Print</source><translation>&amp;Cetak</translation></message>
    <message><source>1 (1x1)</source><translation>1 (1×1)</translation></message>
    <message><source>Options 'Pages Per Sheet' and 'Page Set' cannot be used together.
Please turn one of those options off.</source><translation>Pilihan “Halaman per lembar” dan “Halaman yang dicetak” tidak dapat dipakai bersama.
Matikan salah satunya.</translation></message>
    <message><source>%1 already exists.
Do you want to overwrite it?</source><translation>%1 sudah ada.
Timpa?</translation></message>
    <message><source>2 (2x1)</source><translation>2 (2×1)</translation></message>
    <message><source>Left to Right, Bottom to Top</source><translation>Kiri ke kanan, bawah ke atas</translation></message>
    <message><source>4 (2x2)</source><translation>4 (2×2)</translation></message>
    <message><source>Odd Pages</source><translation>Halaman ganjil</translation></message>
    <message><source>Local file</source><translation>Berkas di komputer ini</translation></message>
    <message><source>6 (2x3)</source><translation>6 (2×3)</translation></message>
    <message><source>16 (4x4)</source><translation>16 (4×4)</translation></message>
    <message><source>There are conflicts in duplex settings. Do you want to fix them?</source><translation>Pengaturan cetak bolak-balik bertentangan. Perbaiki?</translation></message>
    <message><source>Print to File (PDF)</source><translation>Cetak ke berkas (PDF)</translation></message>
    <message><source>Print To File ...</source><translation>Cetak ke berkas…</translation></message>
    <message><source>Invalid Pages Definition</source><translation>Halaman salah tulis</translation></message>
    <message><source>%1 does not follow the correct syntax. Please use ',' to separate ranges and pages, '-' to define ranges and make sure ranges do not intersect with each other.</source><translation>%1 salah tulis. Pisahkan halaman dengan “,”, tulis rentang dengan “-”, dan jangan biarkan rentang bertindihan.</translation></message>
    <message><source>9 (3x3)</source><translation>9 (3×3)</translation></message>
    <message><source>Right to Left, Top to Bottom</source><translation>Kanan ke kiri, atas ke bawah</translation></message>
    <message><source>Bottom to Top, Left to Right</source><translation>Bawah ke atas, kiri ke kanan</translation></message>
    <message><source>The 'From' value cannot be greater than the 'To' value.</source><translation>Halaman awal tidak boleh lebih besar daripada halaman akhir.</translation></message>
    <message><source>All Pages</source><translation>Semua halaman</translation></message>
    <message><source>Duplex Settings Conflicts</source><translation>Pengaturan bolak-balik bertentangan</translation></message>
    <message><source>%1 is a directory.
Please choose a different file name.</source><translation>%1 adalah folder.
Pilih nama berkas lain.</translation></message>
    <message><source>File %1 is not writable.
Please choose a different file name.</source><translation>Berkas %1 tidak dapat ditulis.
Pilih nama berkas lain.</translation></message>
    <message><source>Bottom to Top, Right to Left</source><translation>Bawah ke atas, kanan ke kiri</translation></message>
    <message><source>Top to Bottom, Left to Right</source><translation>Atas ke bawah, kiri ke kanan</translation></message>
    <message><source>Top to Bottom, Right to Left</source><translation>Atas ke bawah, kanan ke kiri</translation></message>
</context>
<context>
    <name>QPrintPreviewDialog</name>
    <message><source>Print Preview</source><translation>Pratinjau cetak</translation></message>
    <message><source>Print</source><translation>Cetak</translation></message>
    <message><source>Fit page</source><translation>Paskan halaman</translation></message>
    <message><source>Zoom in</source><translation>Perbesar</translation></message>
    <message><source>Landscape</source><translation>Mendatar</translation></message>
    <message><source>Zoom out</source><translation>Perkecil</translation></message>
    <message><source>Fit width</source><translation>Paskan lebar</translation></message>
    <message><source>Portrait</source><translation>Tegak</translation></message>
    <message><source>Page Setup</source><translation>Atur halaman</translation></message>
    <message><source>Page setup</source><translation>Atur halaman</translation></message>
    <message><source>Show overview of all pages</source><translation>Tampilkan semua halaman</translation></message>
    <message><source>First page</source><translation>Halaman pertama</translation></message>
    <message><source>Last page</source><translation>Halaman terakhir</translation></message>
    <message><source>Show single page</source><translation>Tampilkan satu halaman</translation></message>
    <message><source>Export to PDF</source><translation>Simpan sebagai PDF</translation></message>
    <message><source>Previous page</source><translation>Halaman sebelumnya</translation></message>
    <message><source>Next page</source><translation>Halaman berikutnya</translation></message>
    <message><source>Show facing pages</source><translation>Tampilkan halaman berhadapan</translation></message>
</context>
<context>
    <name>QPrintPropertiesDialog</name>
    <message><source>Advanced Option Conflicts</source><translation>Pilihan lanjutan bertentangan</translation></message>
    <message><source>Job Options</source><translation>Pilihan pekerjaan</translation></message>
    <message><source>Page Setup Conflicts</source><translation>Pengaturan halaman bertentangan</translation></message>
    <message><source>There are conflicts in some advanced options. Do you want to fix them?</source><translation>Beberapa pilihan lanjutan bertentangan. Perbaiki?</translation></message>
    <message><source>There are conflicts in page setup options. Do you want to fix them?</source><translation>Pengaturan halaman bertentangan. Perbaiki?</translation></message>
    <message><source>Custom value for %1</source><translation>Nilai sendiri untuk %1</translation></message>
    <message><source>Printer Properties</source><translation>Sifat pencetak</translation></message>
</context>
<context>
    <name>QPrintPropertiesWidget</name>
    <message><source>Form</source><translation>Formulir</translation></message>
    <message><source>Page</source><translation>Halaman</translation></message>
    <message><source>There are conflicts in some options. Please fix them.</source><translation>Beberapa pilihan bertentangan. Perbaiki dahulu.</translation></message>
    <message><source>Advanced</source><translation>Lanjutan</translation></message>
</context>
<context>
    <name>QPrintSettingsOutput</name>
    <message><source>to</source><translation>sampai</translation></message>
    <message><source>Off</source><translation>Mati</translation></message>
    <message><source>Form</source><translation>Formulir</translation></message>
    <message><source>Color</source><translation>Berwarna</translation></message>
    <message><source>Print all</source><translation>Cetak semua</translation></message>
    <message><source>Pages</source><translation>Halaman</translation></message>
    <message><source>Current Page</source><translation>Halaman ini</translation></message>
    <message><source>Selection</source><translation>Yang dipilih</translation></message>
    <message><source>Copies</source><translation>Rangkap</translation></message>
    <message><source>Print range</source><translation>Yang dicetak</translation></message>
    <message><source>Color Mode</source><translation>Warna</translation></message>
    <message><source>Options</source><translation>Pilihan</translation></message>
    <message><source>Page &amp;Set:</source><translation>&amp;Halaman yang dicetak:</translation></message>
    <message><source>Output Settings</source><translation>Pengaturan keluaran</translation></message>
    <message><source>Reverse</source><translation>Urutan terbalik</translation></message>
    <message><source>Grayscale</source><translation>Hitam putih</translation></message>
    <message><source>Collate</source><translation>Susun per rangkap</translation></message>
    <message><source>Copies:</source><translation>Rangkap:</translation></message>
    <message><source>Short side binding</source><translation>Jilid di sisi pendek</translation></message>
    <message><source>Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.</source><translation>Tulis halaman atau rentang halaman, dipisahkan koma. Rentang ditulis dengan dua angka dan tanda hubung. Contoh: 3,5-7,9 mencetak halaman 3, 5, 6, 7, dan 9.</translation></message>
    <message><source>Pages from</source><translation>Halaman dari</translation></message>
    <message><source>Double Sided Printing</source><translation>Cetak bolak-balik</translation></message>
    <message><source>Long side binding</source><translation>Jilid di sisi panjang</translation></message>
</context>
<context>
    <name>QPrintWidget</name>
    <message><source>...</source><translation>…</translation></message>
    <message><source>Form</source><translation>Formulir</translation></message>
    <message><source>Type:</source><translation>Jenis:</translation></message>
    <message><source>&amp;Name:</source><translation>&amp;Nama:</translation></message>
    <message><source>Output &amp;file:</source><translation>&amp;Berkas hasil:</translation></message>
    <message><source>P&amp;roperties</source><translation>&amp;Sifat</translation></message>
    <message><source>Preview</source><translation>Pratinjau</translation></message>
    <message><source>Printer</source><translation>Pencetak</translation></message>
    <message><source>Location:</source><translation>Tempat:</translation></message>
</context>
<context>
    <name>QProgressDialog</name>
    <message><source>Cancel</source><translation>Batal</translation></message>
</context>
<context>
    <name>QSaveFile</name>
    <message><source>Filename refers to a directory</source><translation>Nama itu adalah folder</translation></message>
    <message><source>Writing canceled by application</source><translation>Penulisan dibatalkan oleh program</translation></message>
    <message><source>Existing file %1 is not writable</source><translation>Berkas %1 yang sudah ada tidak dapat ditulis</translation></message>
</context>
<context>
    <name>QScrollBar</name>
    <message><source>Top</source><translation>Paling atas</translation></message>
    <message><source>Scroll down</source><translation>Gulir ke bawah</translation></message>
    <message><source>Scroll here</source><translation>Gulir ke sini</translation></message>
    <message><source>Scroll left</source><translation>Gulir ke kiri</translation></message>
    <message><source>Bottom</source><translation>Paling bawah</translation></message>
    <message><source>Page up</source><translation>Satu layar ke atas</translation></message>
    <message><source>Page right</source><translation>Satu layar ke kanan</translation></message>
    <message><source>Scroll up</source><translation>Gulir ke atas</translation></message>
    <message><source>Scroll right</source><translation>Gulir ke kanan</translation></message>
    <message><source>Left edge</source><translation>Tepi kiri</translation></message>
    <message><source>Page down</source><translation>Satu layar ke bawah</translation></message>
    <message><source>Page left</source><translation>Satu layar ke kiri</translation></message>
    <message><source>Right edge</source><translation>Tepi kanan</translation></message>
</context>
<context>
    <name>QSpiAccessibleBridge</name>
    <message><source>row</source><translation>baris</translation></message>
    <message><source>cell</source><translation>sel</translation></message>
    <message><source>dial</source><translation>kenop putar</translation></message>
    <message><source>form</source><translation>formulir</translation></message>
    <message><source>grip</source><translation>pegangan</translation></message>
    <message><source>link</source><translation>tautan</translation></message>
    <message><source>list</source><translation>daftar</translation></message>
    <message><source>note</source><translation>catatan</translation></message>
    <message><source>text</source><translation>teks</translation></message>
    <message><source>tree</source><translation>pohon</translation></message>
    <message><source>animation</source><translation>animasi</translation></message>
    <message><source>chart</source><translation>bagan</translation></message>
    <message><source>clock</source><translation>jam</translation></message>
    <message><source>frame</source><translation>bingkai</translation></message>
    <message><source>space</source><translation>spasi</translation></message>
    <message><source>sound</source><translation>suara</translation></message>
    <message><source>table</source><translation>tabel</translation></message>
    <message><source>radio button</source><translation>tombol pilihan</translation></message>
    <message><source>page tab list</source><translation>daftar tab</translation></message>
    <message><source>web document</source><translation>dokumen web</translation></message>
    <message><source>combo box</source><translation>kotak pilihan</translation></message>
    <message><source>color chooser</source><translation>pemilih warna</translation></message>
    <message><source>menu item</source><translation>butir menu</translation></message>
    <message><source>document</source><translation>dokumen</translation></message>
    <message><source>scroll bar</source><translation>bilah gulir</translation></message>
    <message><source>tool bar</source><translation>bilah alat</translation></message>
    <message><source>tool tip</source><translation>keterangan alat</translation></message>
    <message><source>text caret</source><translation>tanda sisip</translation></message>
    <message><source>button menu</source><translation>tombol menu</translation></message>
    <message><source>separator</source><translation>pemisah</translation></message>
    <message><source>canvas</source><translation>kanvas</translation></message>
    <message><source>column</source><translation>kolom</translation></message>
    <message><source>cursor</source><translation>kursor</translation></message>
    <message><source>filler</source><translation>pengisi</translation></message>
    <message><source>footer</source><translation>kaki halaman</translation></message>
    <message><source>push button</source><translation>tombol</translation></message>
    <message><source>row header</source><translation>kepala baris</translation></message>
    <message><source>spin box</source><translation>kotak angka</translation></message>
    <message><source>splitter</source><translation>pembagi</translation></message>
    <message><source>slider</source><translation>penggeser</translation></message>
    <message><source>switch</source><translation>sakelar</translation></message>
    <message><source>button with drop down grid</source><translation>tombol dengan petak pilihan</translation></message>
    <message><source>page tab</source><translation>tab</translation></message>
    <message><source>invalid role</source><translation>peran tidak sah</translation></message>
    <message><source>paragraph</source><translation>paragraf</translation></message>
    <message><source>equation</source><translation>persamaan</translation></message>
    <message><source>notification</source><translation>pemberitahuan</translation></message>
    <message><source>complementary content</source><translation>isi pelengkap</translation></message>
    <message><source>section</source><translation>bagian</translation></message>
    <message><source>assistant</source><translation>asisten</translation></message>
    <message><source>list item</source><translation>butir daftar</translation></message>
    <message><source>indicator</source><translation>penunjuk</translation></message>
    <message><source>title bar</source><translation>bilah judul</translation></message>
    <message><source>tree item</source><translation>butir pohon</translation></message>
    <message><source>check box</source><translation>kotak centang</translation></message>
    <message><source>status bar</source><translation>bilah status</translation></message>
    <message><source>progress bar</source><translation>bilah kemajuan</translation></message>
    <message><source>alert message</source><translation>pesan peringatan</translation></message>
    <message><source>property page</source><translation>halaman sifat</translation></message>
    <message><source>popup menu</source><translation>menu munculan</translation></message>
    <message><source>layered pane</source><translation>panel berlapis</translation></message>
    <message><source>unknown</source><translation>tidak dikenal</translation></message>
    <message><source>menu bar</source><translation>bilah menu</translation></message>
    <message><source>column header</source><translation>kepala kolom</translation></message>
    <message><source>block quote</source><translation>kutipan</translation></message>
    <message><source>button with drop down</source><translation>tombol dengan pilihan</translation></message>
    <message><source>hotkey field</source><translation>isian pintasan</translation></message>
    <message><source>graphic</source><translation>gambar</translation></message>
    <message><source>help balloon</source><translation>balon bantuan</translation></message>
    <message><source>heading</source><translation>judul</translation></message>
    <message><source>application</source><translation>aplikasi</translation></message>
</context>
<context>
    <name>QStandardPaths</name>
    <message><source>Home</source><translation>Beranda</translation></message>
    <message><source>Cache</source><translation>Tembolok</translation></message>
    <message><source>Fonts</source><translation>Huruf</translation></message>
    <message><source>Music</source><translation>Musik</translation></message>
    <message><source>Templates</source><translation>Templat</translation></message>
    <message><source>Movies</source><translation>Film</translation></message>
    <message><source>Public</source><translation>Umum</translation></message>
    <message><source>Configuration</source><translation>Konfigurasi</translation></message>
    <message><source>Application Data</source><translation>Data aplikasi</translation></message>
    <message><source>Documents</source><translation>Dokumen</translation></message>
    <message><source>Temporary Directory</source><translation>Folder sementara</translation></message>
    <message><source>Applications</source><translation>Aplikasi</translation></message>
    <message><source>Downloads</source><translation>Unduhan</translation></message>
    <message><source>Pictures</source><translation>Gambar</translation></message>
</context>
<context>
    <name>QTabBar</name>
    <message><source>Scroll Left</source><translation>Gulir ke kiri</translation></message>
    <message><source>Scroll Right</source><translation>Gulir ke kanan</translation></message>
</context>
<context>
    <name>quiaccessibilityelement</name>
    <message><source>checked</source><translation>dicentang</translation></message>
    <message><source>unchecked</source><translation>tidak dicentang</translation></message>
</context>
<context>
    <name>QUndoGroup</name>
    <message><source>Redo</source><translation>Ulangi</translation></message>
    <message><source>Undo</source><translation>Urungkan</translation></message>
    <message><source>Redo %1</source><translation>Ulangi %1</translation></message>
    <message><source>Undo %1</source><translation>Urungkan %1</translation></message>
</context>
<context>
    <name>QUndoModel</name>
    <message><source>&lt;empty&gt;</source><translation>&lt;kosong&gt;</translation></message>
</context>
<context>
    <name>QUndoStack</name>
    <message><source>Redo</source><translation>Ulangi</translation></message>
    <message><source>Undo</source><translation>Urungkan</translation></message>
    <message><source>Redo %1</source><translation>Ulangi %1</translation></message>
    <message><source>Undo %1</source><translation>Urungkan %1</translation></message>
</context>
<context>
    <name>QUnicodeControlCharacterMenu</name>
    <message><source>Insert Unicode control character</source><translation>Sisipkan karakter kendali Unicode</translation></message>
</context>
<context>
    <name>QWhatsThisAction</name>
    <message><source>What's This?</source><translation>Apa ini?</translation></message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message><source>Cu&amp;t</source><translation>Po&amp;tong</translation></message>
    <message><source>&amp;Copy</source><translation>&amp;Salin</translation></message>
    <message><source>&amp;Redo</source><translation>&amp;Ulangi</translation></message>
    <message><source>&amp;Undo</source><translation>U&amp;rungkan</translation></message>
    <message><source>&amp;Paste</source><translation>T&amp;empel</translation></message>
    <message><source>Delete</source><translation>Hapus</translation></message>
    <message><source>Select All</source><translation>Pilih semua</translation></message>
    <message><source>Copy &amp;Link Location</source><translation>Salin alamat &amp;tautan</translation></message>
</context>
<context>
    <name>QWizard</name>
    <message><source>Done</source><translation>Selesai</translation></message>
    <message><source>Help</source><translation>Bantuan</translation></message>
    <message><source>&amp;Help</source><translation>&amp;Bantuan</translation></message>
    <message><source>&amp;Next</source><translation>&amp;Lanjut</translation></message>
    <message><source>Cancel</source><translation>Batal</translation></message>
    <message><source>Commit</source><translation>Jalankan</translation></message>
    <message><source>Continue</source><translation>Teruskan</translation></message>
    <message><source>&amp;Finish</source><translation>&amp;Selesai</translation></message>
    <message><source>&amp;Next &gt;</source><translation>&amp;Lanjut &gt;</translation></message>
    <message><source>Go Back</source><translation>Kembali</translation></message>
    <message><source>&lt; &amp;Back</source><translation>&lt; &amp;Kembali</translation></message>
</context>
</TS>
