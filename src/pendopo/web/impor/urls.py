from django.urls import path

from pendopo.web.impor import board_result, board_review, columns, result, review, views

urlpatterns = [
    path("", views.listing, name="daftar"),
    path("format.xlsx", views.empty_form, name="format"),
    path("<int:batch_id>/", views.resume, name="impor"),
    path("<int:batch_id>/kolom", columns.columns, name="kolom"),
    path("<int:batch_id>/periksa", review.review_page, name="periksa"),
    path("<int:batch_id>/jawab", review.answer_row, name="jawab"),
    path("<int:batch_id>/lembar", review.answer_sheets, name="lembar"),
    path("<int:batch_id>/perbaiki.xlsx", result.to_mend, name="perbaiki"),
    path("<int:batch_id>/tinggalkan", views.leave, name="tinggalkan"),
    path("<int:batch_id>/simpan", result.saving, name="simpan"),
    path("<int:batch_id>/hasil", result.outcome, name="hasil"),
    path("<int:batch_id>/penandatangan", result.say_signer, name="penandatangan"),
    path("<int:batch_id>/batalkan", result.undo, name="batalkan"),
    path("<int:batch_id>/pengurus", board_review.boards_page, name="pengurus"),
    path("<int:batch_id>/pengurus/jawab", board_review.answer_board, name="jawab_pengurus"),
    path("<int:batch_id>/pengurus/lembar", board_review.answer_list, name="lembar_pengurus"),
    path("<int:batch_id>/pengurus/perbaiki.xlsx", board_result.boards_to_mend, name="perbaiki_pengurus"),
    path("<int:batch_id>/pengurus/simpan", board_result.save_list, name="simpan_pengurus"),
    path("<int:batch_id>/pengurus/hasil", board_result.boards_outcome, name="hasil_pengurus"),
    path("<int:batch_id>/pengurus/batalkan", board_result.undo_list, name="batalkan_pengurus"),
    path("baris/<int:row_id>", result.decide, name="putuskan"),
]
